// getServers() of a handle that says nothing: no servers.
import { Resolver } from "node:dns";

const resolver = new Resolver();
resolver._handle.getServers = () => undefined;
console.log(resolver.getServers());
