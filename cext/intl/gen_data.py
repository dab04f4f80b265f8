"""Writes the data of Intl as one C file, from vendor/icu: python gen_data.py OUT. Locale data as JSON, a section for each
constructor that needs it, and the tables of collation and segmentation; each deflated, unpacked at its first use.
Not here: how they are read (llrt/builtins/_intl), the archive's format (resource_bundle.py, locale_tree.py).
"""

import json
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from collation_data import collation
from likely import likely_subtags
from locale_tree import Bundles, difference
from zone_data import zone_names

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en",)


def archive() -> "dict[str, bytes]":
    """What vendor/fetch.py took out of the archive: file name -> content."""
    folder = ROOT / "vendor" / "icu"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.suffix != ".md"}


def locales(bundles: Bundles) -> "list[str]":
    """The locales we have data for, in ICU's spelling; one without a region comes first."""
    installed = bundles.get("res_index")["InstalledLocales"]
    return sorted(name for name in installed if name.partition("_")[0] in LANGUAGES and not name.endswith("_POSIX"))


def by_locale(bundles: Bundles, folder: str, top: "list[str]", prune=lambda tree: tree) -> dict:
    """{locale: what differs from its parent}; a language's own tree is whole."""
    trees = {name: prune(bundles.resolved(folder, name, top)) for name in locales(bundles)}
    result = {}
    for name, tree in trees.items():
        parent = bundles.parents(name)[-2]
        own = tree if parent == "root" else difference(trees[parent], tree)
        if own is not None:
            result[name.replace("_", "-")] = own
    return result


def core(bundles: Bundles) -> dict:
    """Which locales there are, what each inherits from, digits, what regions prefer."""
    supplement = bundles.get("supplementalData")
    systems = bundles.get("numberingSystems")["numberingSystems"]
    regions = {region: [value["preferred"], *value["allowed"]] for region, value in supplement["timeData"].items()}
    plurals = bundles.get("plurals")
    ranges = bundles.get("pluralRanges")
    return {
        "parents": {name.replace("_", "-"): bundles.parents(name)[-2].replace("_", "-") for name in locales(bundles)},
        "digits": {name: value["desc"] for name, value in systems.items() if not value["algorithmic"]},
        "hours": regions,
        "cardinal": {language: plurals["rules"][plurals["locales"][language]] for language in LANGUAGES},
        "ordinal": {language: plurals["rules"][plurals["locales_ordinals"][language]] for language in LANGUAGES},
        "ranges": {language: ranges["rules"][ranges["locales"][language]] for language in LANGUAGES},
    }


def region_info(bundles: Bundles) -> dict:
    """What Intl.Locale tells of regions: the week, calendars."""
    supplement = bundles.get("supplementalData")
    return {"week": supplement["weekData"], "calendars": supplement["calendarPreferenceData"]}


def prune_numbers(tree: dict) -> dict:
    """Numbering systems whose symbols or patterns are latn's are left out."""
    systems = tree["NumberElements"]
    systems.pop("default", None)
    systems.pop("native", None)
    latin = systems["latn"]
    return {
        name: value
        for name, value in systems.items()
        if name == "latn" or (isinstance(value, dict) and difference(latin, value) is not None)
    }


CALENDARS = ("gregorian", "iso8601")
DATE_KEYS = (
    "AmPmMarkers", "AmPmMarkersAbbr", "AmPmMarkersNarrow", "DateTimePatterns", "DateTimePatterns%atTime", "DateTimeSkeletons",
    "appendItems", "availableFormats", "intervalFormats", "dayNames", "monthNames", "eras", "dayPeriod",
)  # fmt: skip

FIELDS = (
    "era", "year", "quarter", "month", "week", "weekOfMonth", "weekday", "dayOfYear", "weekdayOfMonth", "day", "dayperiod",
    "hour", "minute", "second", "zone",
)  # fmt: skip


def prune_dates(tree: dict) -> dict:
    """The calendars we have; of an available format that depends on a number nothing, Intl never asks for one."""
    result = {}
    for name in CALENDARS:
        calendar = {key: tree["calendar"][name][key] for key in DATE_KEYS if key in tree["calendar"][name]}
        formats = calendar["availableFormats"]
        calendar["availableFormats"] = {key: value for key, value in formats.items() if isinstance(value, str)}
        result[name] = calendar
    result["fields"] = field_names({"fields": {name: tree["fields"][name] for name in FIELDS}})
    return result


def dates(bundles: Bundles) -> dict:
    """Patterns and names of dates."""
    periods = bundles.get("dayPeriods")
    rules = {language: periods["rules"][periods["locales"][language]] for language in LANGUAGES}
    return {"locales": by_locale(bundles, "", ["calendar", "fields"], prune_dates), "periods": rules}


def currencies(bundles: Bundles) -> dict:
    """Symbols, names, digits."""
    meta = bundles.get("curr/supplementalData")["CurrencyMeta"]
    top = ["Currencies", "Currencies%narrow", "Currencies%formal", "CurrencyPlurals", "CurrencyUnitPatterns"]
    digits = {code: value[0] for code, value in meta.items() if value[0] != 2}
    return {"locales": by_locale(bundles, "curr", top), "digits": digits}


def unit_names(tree: dict) -> dict:
    """{style: {unit: patterns}} without the categories of units and their names."""
    result: dict = {}
    for key, style in (("units", "long"), ("unitsShort", "short"), ("unitsNarrow", "narrow")):
        found = result.setdefault(style, {})
        for category, units in tree[key].items():
            if category == "compound":
                found["per"] = units["per"]
                continue
            for name, patterns in units.items():
                if isinstance(patterns, dict):
                    kept = {k: v for k, v in patterns.items() if k in ("one", "other", "per") and isinstance(v, str)}
                    if kept:
                        found[name] = kept
    return result


def prune_units(tree: dict) -> dict:
    """Only the units that ECMA-402 sanctions, and those that English has a pattern of its own for as a compound of them."""
    result = unit_names(tree)
    for units in result.values():
        for name in [name for name in units if name != "per" and not all(part in SANCTIONED for part in name.split("-per-"))]:
            del units[name]
    return result


SANCTIONED = (
    "acre", "bit", "byte", "celsius", "centimeter", "day", "degree", "fahrenheit", "fluid-ounce", "foot", "gallon", "gigabit",
    "gigabyte", "gram", "hectare", "hour", "inch", "kilobit", "kilobyte", "kilogram", "kilometer", "liter", "megabit", "megabyte",
    "meter", "microsecond", "mile", "mile-scandinavian", "milliliter", "millimeter", "millisecond", "minute", "month",
    "nanosecond", "ounce", "percent", "petabyte", "pound", "second", "stone", "terabit", "terabyte", "week", "yard", "year",
)  # fmt: skip


def prune_fields(tree: dict) -> dict:
    """Relative times."""
    units = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
    wanted = {unit + style for unit in units for style in ("", "-short", "-narrow")}
    fields = tree["fields"]
    return {
        name: {key: fields[name][key] for key in ("relative", "relativeTime") if key in fields[name]}
        for name in sorted(wanted)
        if isinstance(fields.get(name), dict)
    }


def prune_lists(tree: dict) -> dict:
    """[two, start, middle, end] by style."""
    return {name: [value[key] for key in ("2", "start", "middle", "end")] for name, value in tree["listPattern"].items()}


def field_names(tree: dict) -> dict:
    """Names of the fields of a date, for Intl.DisplayNames."""
    return {name: value["dn"] for name, value in tree["fields"].items() if isinstance(value, dict) and "dn" in value}


def names(bundles: Bundles) -> dict:
    """What Intl.DisplayNames says."""
    top = ["Languages", "Languages%long", "Languages%short", "Scripts", "Scripts%stand-alone", "Types", "localeDisplayPattern",
           "Keys", "Variants"]  # fmt: skip
    return {
        "language": by_locale(bundles, "lang", top),
        "region": by_locale(bundles, "region", ["Countries", "Countries%short"]),
        "field": by_locale(bundles, "", ["fields"], field_names),
    }


def aliases(bundles: Bundles) -> dict:
    """What canonical locale identifiers replace, and the values of Unicode extensions that have other spellings."""
    keys, zones = bundles.get("keyTypeData"), bundles.get("timezoneTypes")
    alias = bundles.get("metadata")["alias"]
    return {
        **{kind: {key: value["replacement"] for key, value in table.items()} for kind, table in alias.items()},
        "keys": keys["keyMap"],
        "types": {key: value for key, value in keys["typeMap"].items() if isinstance(value, dict)},
        "typeAliases": {key: value for key, value in keys["bcpTypeAlias"].items() if isinstance(value, dict)},
        "zones": zones["typeMap"]["timezone"],
        "zoneAliases": zones["typeAlias"]["timezone"],
        "zoneTypes": zones["bcpTypeAlias"]["tz"],
    }


def sections() -> "dict[str, bytes]":
    """name -> content."""
    found = archive()
    bundles = Bundles(found)
    texts = {
        "core": core(bundles),
        "region": region_info(bundles),
        "number": by_locale(bundles, "", ["NumberElements"], prune_numbers),
        "currency": currencies(bundles),
        "unit": by_locale(bundles, "unit", ["units", "unitsShort", "unitsNarrow"], prune_units),
        "date": dates(bundles),
        "field": by_locale(bundles, "", ["fields"], prune_fields),
        "list": by_locale(bundles, "", ["listPattern"], prune_lists),
        "zone": zone_names(bundles, by_locale),
        "names": names(bundles),
        "alias": aliases(bundles),
    }
    result = {name: json.dumps(value, separators=(",", ":")).encode() for name, value in texts.items()}
    result["likely"] = likely_subtags(bundles).encode()
    result["collation"], result["latin"] = collation(found["coll/ucadata.icu"])
    for name in ("brkitr/char.brk", "brkitr/word.brk", "brkitr/sent.brk"):
        result[name.rpartition("/")[2].partition(".")[0]] = found[name]
    return result


def _planes(content: bytes, stride: int) -> bytes:
    """All first bytes of its numbers of `stride` bytes, then all second ones."""
    whole = len(content) // stride * stride
    return b"".join(content[first:whole:stride] for first in range(stride)) + content[whole:]


def main(out: Path) -> None:
    lines = ["/* Written by gen_data.py. */", '#include "sections.h"']
    entries = []
    for number, (name, content) in enumerate(sections().items()):
        choices = [(zlib.compress(_planes(content, stride), 9), stride) for stride in (1, 2, 4)]
        packed, stride = min(choices, key=lambda choice: len(choice[0]))
        lines.append(f"static const uint8_t section_{number}[] = {{")
        lines += [",".join(map(str, packed[i : i + 64])) + "," for i in range(0, len(packed), 64)]
        lines.append("};")
        entries.append(f'{{"{name}", section_{number}, {len(packed)}, {len(content)}, {stride}}},')
    lines += ["const intl_section intl_sections[] = {", *entries, "{0}};", ""]
    out.write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
