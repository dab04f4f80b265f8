"""Module resolution and loading as Node 24 does it: resolver, package.json, loader. The CommonJS half that users can
observe is JavaScript (builtins/module)."""
