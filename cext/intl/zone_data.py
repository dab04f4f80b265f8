"""Names of time zones: which metazone a zone is in when, the names of both, and regions and cities for names made of places.
https://unicode.org/reports/tr35/tr35-dates.html#Time_Zone_Names
"""

from datetime import datetime, timezone


def _seconds(text: str) -> int:
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=timezone.utc).timestamp())


def _metazones(info: dict) -> dict:
    """{zone: [metazone, until (seconds), metazone, until, ..., metazone]}; "" where there is none."""
    result = {}
    for zone, spans in info.items():
        flat: list = []
        last = None
        for span in spans:
            if len(span) > 1:
                start, end = _seconds(span[1]), None if span[2].startswith("9999") else _seconds(span[2])
                if start != last and not (last is None and span[1].startswith("1970-01-01 00:00")):
                    flat += ["", start]
            else:
                end = None
            flat.append(span[0])
            last = end
            if end is not None:
                flat.append(end)
        if last is not None:
            flat.append("")
        result[zone.replace(":", "/")] = flat
    return result


def _strings(tree: dict) -> dict:
    strings = tree["zoneStrings"]
    return {key.replace(":", "/") if not key.startswith("meta:") else key: value for key, value in strings.items()}


def zone_names(bundles, by_locale) -> dict:
    """The section "zone"."""
    zones = bundles.get("zoneinfo64")
    meta = bundles.get("metaZones")
    types = bundles.get("timezoneTypes")
    regions = dict(zip(zones["Names"], zones["Regions"], strict=True))
    countries = by_locale(bundles, "region", ["Countries"], lambda tree: _zone_countries(tree, set(regions.values())))
    return {
        "locales": by_locale(bundles, "zone", ["zoneStrings"], _strings),
        "countries": countries,
        "metazones": _metazones(meta["metazoneInfo"]),
        "references": meta["mapTimezones"],
        "primary": meta["primaryZones"],
        "regions": regions,
        "canonical": {key.replace(":", "/"): value for key, value in types["typeAlias"]["timezone"].items()},
        "iana": {key.replace(":", "/"): value for key, value in types["ianaMap"]["timezone"].items()},
        "all": [key.replace(":", "/") for key in types["typeMap"]["timezone"]],
    }


def _zone_countries(tree: dict, wanted: set) -> dict:
    return {code: name for code, name in tree["Countries"].items() if code in wanted}
