"""The options of the command line, with Node 24's names and rules: https://nodejs.org/api/cli.html

Parses only; what the options mean is in main.py. A flag of Node's that llrt does not have yet says so.
"""

# name -> (kind, attribute of Flags). Kinds: "on" and "off" (no value), "text", "number", "list" (may repeat).
KNOWN = {
    "--require": ("list", "require"),
    "--import": ("list", "imports"),
    "--conditions": ("list", "conditions"),
    "--env-file": ("list", "env_files"),
    "--env-file-if-exists": ("list", "optional_env_files"),
    "--input-type": ("text", "input_type"),
    "--stack-trace-limit": ("number", "stack_trace_limit"),
    "--max-old-space-size": ("number", "max_old_space_size"),
    "--stack-size": ("number", "stack_size"),
    "--unhandled-rejections": ("text", "unhandled_rejections"),
    "--title": ("text", "title"),
    "--dns-result-order": ("text", "dns_result_order"),
    "--max-http-header-size": ("number", "max_http_header_size"),
    "--insecure-http-parser": ("on", "insecure_http_parser"),
    "--use-env-proxy": ("on", "use_env_proxy"),
    "--no-warnings": ("off", "warnings"),
    "--warnings": ("on", "warnings"),
    "--trace-warnings": ("on", "trace_warnings"),
    "--disable-warning": ("list", "disabled_warnings"),
    "--redirect-warnings": ("text", "redirect_warnings"),
    "--enable-source-maps": ("on", "source_maps"),
    "--async-context-frame": ("on", "async_context_frame"),
    "--abort-on-uncaught-exception": ("on", "abort_on_uncaught_exception"),
    "--trace-uncaught": ("on", "trace_uncaught"),
    "--expose-gc": ("on", "expose_gc"),
    "--preserve-symlinks": ("on", "preserve_symlinks"),
    "--preserve-symlinks-main": ("on", "preserve_symlinks_main"),
    "--experimental-require-module": ("on", "require_module"),
    "--no-experimental-require-module": ("off", "require_module"),
    "--experimental-import-meta-resolve": ("on", "import_meta_resolve"),
    "--check": ("on", "check"),
    "--eval": ("text", "eval"),
    "--print": ("print", "eval"),
    "--interactive": ("on", "interactive"),
    "--version": ("on", "version"),
    "--help": ("on", "help"),
    "--no-deprecation": ("on", "no_deprecation"),
    "--throw-deprecation": ("on", "throw_deprecation"),
    "--trace-deprecation": ("on", "trace_deprecation"),
    "--pending-deprecation": ("on", "pending_deprecation"),
}
SHORT = {
    "-r": "--require",
    "-C": "--conditions",
    "-e": "--eval",
    "-p": "--print",
    "-c": "--check",
    "-i": "--interactive",
    "-v": "--version",
    "-h": "--help",
}
# Node has them; their rooms come later.
NOT_YET = frozenset(
    (
        "--test", "--watch", "--watch-path", "--inspect", "--inspect-brk", "--build-snapshot",
        "--snapshot-blob", "--cpu-prof", "--heap-prof", "--prof", "--permission", "--experimental-loader", "--loader",
        "--experimental-strip-types", "--use-openssl-ca", "--use-system-ca", "--icu-data-dir", "--openssl-config",
        "--disable-wasm-trap-handler", "--experimental-sea-config", "--run", "--experimental-default-type",
    )
)  # fmt: skip
_NOT_IN_NODE_OPTIONS = frozenset(("--eval", "--print", "--check", "--interactive", "--version", "--help"))
_INPUT_TYPES = ("commonjs", "module")
_REJECTION_MODES = ("strict", "warn", "none", "throw", "warn-with-error-code")


class BadOption(Exception):
    """The message for stderr; the program leaves with 9."""


class Flags:
    require: "list[str]"
    imports: "list[str]"
    conditions: "list[str]"
    env_files: "list[str]"
    optional_env_files: "list[str]"
    ignored: "list[str]"
    disabled_warnings: "list[str]"
    redirect_warnings: "str | None"
    input_type: "str | None"
    eval: "str | None"
    title: "str | None"
    dns_result_order: "str | None"
    stack_trace_limit: "int | None"
    max_old_space_size: "int | None"
    stack_size: "int | None"
    max_http_header_size: "int | None"

    def __init__(self) -> None:
        self.require, self.imports, self.conditions = [], [], []
        self.env_files, self.optional_env_files = [], []
        self.input_type = self.eval = self.title = self.dns_result_order = None
        self.stack_trace_limit = self.max_old_space_size = self.stack_size = self.max_http_header_size = None
        self.source_maps, self.async_context_frame = False, True
        self.insecure_http_parser = self.use_env_proxy = False
        self.unhandled_rejections = "throw"
        self.warnings = True
        self.disabled_warnings = []
        self.redirect_warnings = None
        self.trace_warnings = self.trace_uncaught = self.expose_gc = self.abort_on_uncaught_exception = False
        self.no_deprecation = self.throw_deprecation = self.trace_deprecation = self.pending_deprecation = False
        self.preserve_symlinks = self.preserve_symlinks_main = False
        self.check = self.interactive = self.version = self.help = self.print = False
        self.require_module, self.import_meta_resolve = True, False
        self.stdin = False
        # Options Node would take and we only warn about: they change nothing that a program computes.
        self.ignored = []


def parse(args: "list[str]", flags: "Flags") -> "tuple[list[str], list[str]]":
    """Reads options up to the first word that is none; returns (options as given, the remaining words)."""
    position = 0
    while position < len(args):
        word = args[position]
        if word == "--":
            return args[:position], args[position + 1 :]
        if word == "-":
            flags.stdin = True
            return args[:position], args[position:]
        if not word.startswith("-"):
            break
        position = _option(args, position, flags, False)
    return args[:position], args[position:]


def parse_node_options(text: "str", flags: "Flags") -> None:
    """NODE_OPTIONS: words separated by blanks, double quotes around blanks, a backslash inside quotes."""
    words = _split(text)
    position = 0
    while position < len(words):
        if not words[position].startswith("-"):
            raise BadOption(f"{words[position]} is not allowed in NODE_OPTIONS")
        position = _option(words, position, flags, True)


def check(flags: "Flags") -> None:
    """What may not be combined, or has only some values."""
    if flags.input_type is not None and flags.input_type not in _INPUT_TYPES:
        raise BadOption('--input-type must be "module" or "commonjs"')
    if flags.unhandled_rejections not in _REJECTION_MODES:
        raise BadOption("invalid value for --unhandled-rejections")
    if flags.check and (flags.eval is not None or flags.print):
        raise BadOption("either --check or --eval can be used, not both")


def _option(args: "list[str]", position: "int", flags: "Flags", from_environment: "bool") -> "int":
    word = args[position]
    name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    if name == "-pe":
        name, flags.print = "--eval", True
    name = SHORT.get(name, name)
    if name.startswith("--"):
        name = "--" + name[2:].replace("_", "-")
    if name in NOT_YET:
        raise BadOption(f"{word} is not supported yet")
    if name not in KNOWN:
        raise BadOption(f"{word} is not allowed in NODE_OPTIONS" if from_environment else f"bad option: {word}")
    if from_environment and name in _NOT_IN_NODE_OPTIONS:
        raise BadOption(f"{word} is not allowed in NODE_OPTIONS")
    kind, attribute = KNOWN[name]
    if kind in ("on", "off"):
        if equals:
            raise BadOption(f"{word} takes no value")
        setattr(flags, attribute, kind == "on")
        return position + 1
    return _valued(args, position, flags, kind, attribute, value if equals else None)


def _valued(args: "list[str]", position: "int", flags: "Flags", kind: "str", attribute: "str", value: "str | None") -> "int":
    word = args[position]
    position += 1
    if kind == "print":
        # -p prints the value of -e, or of its own argument, or of the script on stdin.
        flags.print = True
        if value is None and position < len(args) and not args[position].startswith("-"):
            value, position = args[position], position + 1
        flags.eval = value if value is not None else flags.eval
        return position
    if value is None:
        if position >= len(args) or (args[position].startswith("-") and kind != "number" and args[position] != "-"):
            raise BadOption(f"{word} requires an argument")
        value, position = args[position], position + 1
    if kind == "number":
        if not value.lstrip("-").isdigit():
            raise BadOption(f"{word} requires a number, not {value!r}")
        setattr(flags, attribute, int(value))
    elif kind == "list":
        getattr(flags, attribute).append(value)
    else:
        setattr(flags, attribute, value)
    return position


def _split(text: "str") -> "list[str]":
    words: "list[str]"
    word: "str | None"
    words, word, quoted, position = [], None, False, 0
    while position < len(text):
        char = text[position]
        if char == '"':
            quoted, word = not quoted, word or ""
        elif char == "\\" and quoted:
            position += 1
            if position >= len(text):
                raise BadOption("invalid value for NODE_OPTIONS (invalid escape)")
            word = (word or "") + text[position]
        elif char == " " and not quoted:
            words, word = (words if word is None else words + [word]), None
        else:
            word = (word or "") + char
        position += 1
    if quoted:
        raise BadOption("invalid value for NODE_OPTIONS (unterminated string)")
    return words if word is None else words + [word]
