// The object of a document whose options have functions of the user's, from the events of the op: the slow way, which calls them in the
// order of the document. What it makes without them is what the op's own JSON says (tests compare).
const START = 0, TEXT = 1, CDATA = 2, END = 3;

// A member may be called __proto__.
function put(object, key, value) {
  if (key === "__proto__") Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

class Element {
  object = {};
  text = undefined;
  attributes = [];
  isEmpty = true;

  constructor(name, path) {
    this.name = name;
    this.path = path;
  }

  addText(value) {
    this.text = this.text === undefined ? value : this.text + `${value}`;
    this.isEmpty = false;
  }
}

const kept = (changed, value) => (changed === undefined || changed === null ? value : changed);

function isLeaf(value, textName) {
  const keys = Object.keys(value);
  if (keys.length === 0) return true;
  const text = value[textName];
  return keys.length === 1 && (Boolean(text) || typeof text === "boolean" || text === 0);
}

export class Builder {
  constructor(options) {
    this.options = options;
  }

  // The attributes of a start event, whose number is events[at]; the index behind them.
  attributes(element, events, at) {
    const { attributeNamePrefix, attributeValueProcessor } = this.options;
    const end = at + 1 + 2 * events[at];
    for (at++; at < end; at += 2) {
      const name = events[at], value = events[at + 1];
      const changed = value === true ? undefined : attributeValueProcessor?.(name, value, element.path);
      element.attributes.push([attributeNamePrefix + name, kept(changed, value), name]);
    }
    return at;
  }

  text(element, value, hasAttributes, leaf) {
    if (value === "") return;
    const text = kept(this.options.tagValueProcessor?.(element.name, value, element.path, hasAttributes, leaf), value);
    if (text !== "") element.addText(text);
  }

  // What stands for an element in its parent.
  value(element) {
    const { isArray, textNodeName } = this.options;
    const { object, text } = element;
    if (text !== undefined) put(object, textNodeName, text);
    element.isLeaf = isLeaf(object, textNodeName);
    if (element.attributes.length !== 0) {
      for (const [key, value, name] of element.attributes) put(object, key, isArray?.(key, `${element.path}.${name}`, true, true) ? [value] : value);
      return object;
    }
    const keys = Object.keys(object);
    if (keys.length === 0) return "";
    return keys.length === 1 && text !== undefined ? text : object;
  }

  close(element, parent) {
    const value = this.value(element), { name } = element;
    if (Object.hasOwn(parent.object, name)) {
      const before = parent.object[name];
      if (Array.isArray(before)) before.push(value);
      else put(parent.object, name, [before, value]);
    } else {
      put(parent.object, name, this.options.isArray?.(name, element.path, element.isLeaf) ? [value] : value);
    }
    parent.isEmpty = false;
  }

  build(events) {
    const root = new Element("", ""), stack = [];
    let element = root;
    for (let at = 0; ;) {
      const event = events[at++];
      if (event === START) {
        const name = events[at++];
        stack.push(element);
        element = new Element(name, element.path === "" ? name : `${element.path}.${name}`);
        at = this.attributes(element, events, at);
      } else if (event === TEXT) {
        const value = events[at++];
        this.text(element, value, element.attributes.length !== 0, element.isEmpty && events[at] !== START);
      } else if (event === CDATA) {
        // These two arguments are what fast-xml-parser gives.
        this.text(element, events[at++], false, true);
        element.isEmpty = false;
      } else if (event === END) {
        const parent = stack.pop();
        this.close(element, parent);
        element = parent;
      } else {
        return root.object;
      }
    }
  }
}
