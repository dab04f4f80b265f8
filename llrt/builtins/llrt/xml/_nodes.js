// XmlNode and XmlText: a tree that becomes XML text, with the members that the AWS SDK's own classes of these names have.
import { xmlEscape } from "native:llrt/xml";

export class XmlText {
  constructor(value) {
    this.value = value;
  }

  toString() {
    return xmlEscape(`${this.value}`, false);
  }
}

export class XmlNode {
  static of(name, childText, withName) {
    const node = new XmlNode(name);
    if (childText !== undefined) node.addChildNode(new XmlText(childText));
    if (withName !== undefined) node.withName(withName);
    return node;
  }

  constructor(name, children = []) {
    this.name = name;
    this.children = children;
    this.attributes = {};
  }

  withName(name) {
    this.name = name;
    return this;
  }

  addAttribute(name, value) {
    this.attributes[name] = value;
    return this;
  }

  removeAttribute(name) {
    delete this.attributes[name];
    return this;
  }

  addChildNode(child) {
    this.children.push(child);
    return this;
  }

  // The short forms that serializers of the SDK call; null and undefined are left out.
  n(name) {
    return this.withName(name);
  }

  c(child) {
    return this.addChildNode(child);
  }

  a(name, value) {
    return value == null ? this : this.addAttribute(name, value);
  }

  cc(input, field, withName = field) {
    if (input[field] != null) this.c(XmlNode.of(field, input[field]).withName(withName));
  }

  l(input, listName, memberName, nodesOf) {
    if (input[listName] == null) return;
    for (const node of nodesOf()) this.c(node.withName(memberName));
  }

  lc(input, listName, memberName, nodesOf) {
    if (input[listName] == null) return;
    const container = new XmlNode(memberName);
    for (const node of nodesOf()) container.c(node);
    this.c(container);
  }

  toString() {
    let tag = `<${this.name}`;
    for (const name of Object.keys(this.attributes)) {
      const value = this.attributes[name];
      if (value != null) tag += ` ${name}="${xmlEscape(`${value}`, true)}"`;
    }
    if (this.children.length === 0) return `${tag}/>`;
    let inside = "";
    for (const child of this.children) inside += child.toString();
    return `${tag}>${inside}</${this.name}>`;
  }
}
