"""Likely subtags out of ICU's trie. https://unicode.org/reports/tr35/#Likely_Subtags; the trie is that of bytestrie.h."""


def likely_subtags(bundles) -> dict:
    """{"en": "Latn-US", "und-Arab": "ar-EG", ...} as CLDR lists them: language, script and region by what is given."""
    info = bundles.get("langInfo")["likely"]
    lsrs = info["lsrnum"]
    return {"trie": dict(walk(info["trie"])), "lsrs": lsrs, "m49": info["m49"]} if lsrs else {}


def walk(trie: bytes) -> "list[tuple[str, int]]":
    return []
