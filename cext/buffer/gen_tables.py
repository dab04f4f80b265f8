"""Makes encoding_tables.c: the indexes of the WHATWG Encoding standard as C arrays.

Run by the build: `python gen_tables.py OUTPUT.c`. The indexes come from the codecs of the Python that builds, with
corrections where the standard differs; a digest of every finished index proves that each Python gives the same.
Not here: the decoders (text_decoder*.c) and the labels (llrt/builtins/_web/encoding_labels.js).
"""

import hashlib
import sys

# In the order of `enum text_encoding` in text_decoder.h: (Python's codec, corrections as byte -> code point).
_SINGLE_BYTE = [
    ("cp866", {}),
    ("iso8859-2", {}),
    ("iso8859-3", {}),
    ("iso8859-4", {}),
    ("iso8859-5", {}),
    ("iso8859-6", {}),
    ("iso8859-7", {}),
    ("iso8859-8", {}),
    ("iso8859-8", {}),  # iso-8859-8-i: the same bytes, another direction of display
    ("iso8859-10", {}),
    ("iso8859-13", {}),
    ("iso8859-14", {}),
    ("iso8859-15", {}),
    ("iso8859-16", {}),
    ("koi8-r", {}),
    ("koi8-u", {0xAE: 0x45E, 0xBE: 0x40E}),  # with the Belarusian letters of KOI8-RU
    ("mac-roman", {}),
    ("cp874", {}),
    ("cp1250", {}),
    ("cp1251", {}),
    ("cp1252", {}),
    ("cp1253", {}),
    ("cp1254", {}),
    ("cp1255", {0xCA: 0x5BA}),
    ("cp1256", {}),
    ("cp1257", {}),
    ("cp1258", {}),
    ("mac-cyrillic", {}),
]

# pointer:code points,... of Big5. Python's big5hkscs is the 2004 edition: the characters of 2008 (row 0x87), the
# compatibility points that the standard maps to their unified characters, and Microsoft's punctuation are missing.
_BIG5 = """
1000:3875,21D53,2369E,26021,3EEC,258DE,3AF5,7AFC,9F97,24161,2890D,231EA,20A8A,2325E,430A,8484,9F96,942F,4930,8613
1020:5896,974A,9218,79D0,7A32,6660,6A29,889D,744C,7BC5,6782,7A2C,524F,9046,34E6,73C4,25DB9,74C6,9FC7,57B3,492F,544C
1042:4131,2368E,5818,7A72,27B65,8B8F,46AE,26E88,4181,25D99,7BAE,224BC,9FC8,224C1,224C9,224CC,9FC9,8504,235BB,40B4
1062:9FCA,44E1,2ADFF,62C1,706E,9FCB
2082:7BB8 2088:7C06 2103:7CCE 2114:7DD2 2123:7E1D 2148:8005 2151:8028 2221:83C1 2239:84A8 2244:840F
2303:89A6,89A9 2354:8D77 2400:90FD 2413:92B9 2477:975C 2498:97FF 2605:9F16 2673:8503 2746:5159,515B,515D,515E
2771:936E 2780:7479 2990:6D67 3087:799B 3259:9097 3301:975D 3436:701E 3451:5B28 4136:7201 4138:77D7 4141:7E87
4182:99D6 4206:91D4 4220:60DE 4230:6FB6 4241:8F36 4258:4FBB 4273:71DF 4279:9104 4282:9DF0 4294:83CF
4329:5C10,79E3 4349:5A67 4419:8F0B 4422:7B51 4494:62D0 4624:6062 4694:75F9 4708:6C4A 4742:9B2E 4748:9F17
4815:50ED 4828:5F0C 4902:880F 4922:62CE 4982:7468 4992:7162 4997:7250 5029:2027 5038:FE51 5120:AF 5153:FF5E
5168:2295,2299 5182:2215,FE68 5185:FFE5 5187:FFE0,FFE1
5432:2400,2401,2402,2403,2404,2405,2406,2407,2408,2409,240A,240B,240C,240D,240E,240F,2410,2411,2412,2413,2414
5453:2415,2416,2417,2418,2419,241A,241B,241C,241D,241E,241F,2421,20AC
10942:5EF4 10946:65E0 10948:7676 10950:96B6 10957:3003,4EDD 19028:5029 19035:507D 19088:5305 19096:5344
19112:537F 19162:5605 19240:5A77 19299:5E75 19305:5ED0 19326:5F58 19355:60A4 19398:6490 19439:6674 19454:675E
19553:6C9C,6E1D 19557:6E2F 19611:716E 19643:732A 19672:745C 19697:74E9 19748:7809
"""

# GB 18030-2005 and -2022 moved characters out of the private use area; and 0xA3A0 is an ideographic space.
_GB18030 = """
6555:3000 7182:FE10,FE12,FE11,FE13,FE14,FE15,FE16 7201:FE17,FE18 7208:FE19 7533:1E3F
23775:9FB4 23783:9FB5 23788:9FB6,9FB7 23795:9FB8 23812:9FB9 23829:9FBA 23845:9FBB
"""

_JIS0212 = "116:FF5E"

_DIGESTS = {
    "single_byte": "55bc2b0867be22047850a57716b657a5a47f3de18e2f27908152fe34dbef8c90",
    "big5": "90827a85f618283b57ccb50a44849faa6b8303ac48cbad2d151f2527990119b9",
    "jis0208": "8953f06aa6f11046fd5feb9724e7959af990d96add1edd361115e383d03dcd18",
    "jis0212": "f7a7b75c0662e0ea354b9c339099832831cdd99df96570ffeb054b40fdb4cd69",
    "euc_kr": "897967c2a74c23934859ab8822f73ddedd790d3d13ba4edb9188032d86217ccc",
    "gb18030": "527af6d455e38d534f30379d4684116406c45e582f21276692ce7694bec0843b",
    "gb18030_ranges": "91b38886d99dda0bf28ed7158cc3342c6832af64fb6c02b76e3739ddc39d36bd",
}


def _decode(data, codec):
    """The one code point that `data` stands for in `codec`, or 0."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0
    return ord(text) if len(text) == 1 else 0


def _correct(index, corrections):
    for run in corrections.split():
        pointer, points = run.split(":")
        for offset, point in enumerate(points.split(",")):
            index[int(pointer) + offset] = int(point, 16)
    return index


def _single_byte(codec, corrections):
    index = [_decode(bytes([byte]), codec) for byte in range(0x80, 0x100)]
    if codec.startswith("cp"):  # the standard fills the holes of Microsoft's C1 area with the controls themselves
        index[:32] = [point or 0x80 + offset for offset, point in enumerate(index[:32])]
    for byte, point in corrections.items():
        index[byte - 0x80] = point
    return index


def _big5():
    index = []
    for pointer in range(19782):
        lead, trail = divmod(pointer, 157)
        index.append(_decode(bytes([lead + 0x81, trail + (0x40 if trail < 0x3F else 0x62)]), "big5hkscs"))
    return _correct(index, _BIG5)


def _jis0208():
    """By Windows' code page 932; its end-user characters (pointers 8836 to 10715) are arithmetic in the decoder."""
    index = []
    for pointer in range(11104):
        lead, trail = divmod(pointer, 188)
        data = bytes([lead + (0x81 if lead < 0x1F else 0xC1), trail + (0x40 if trail < 0x3F else 0x41)])
        index.append(0 if 8836 <= pointer <= 10715 else _decode(data, "cp932"))
    return index


def _jis0212():
    index = [_decode(bytes([0x8F, 0xA1 + pointer // 94, 0xA1 + pointer % 94]), "euc_jp") for pointer in range(94 * 94)]
    return _correct(index, _JIS0212)


def _euc_kr():
    return [_decode(bytes([0x81 + pointer // 190, 0x41 + pointer % 190]), "cp949") for pointer in range(126 * 190)]


def _gb18030():
    index = []
    for pointer in range(126 * 190):
        lead, trail = divmod(pointer, 190)
        index.append(_decode(bytes([lead + 0x81, trail + (0x40 if trail < 0x3F else 0x41)]), "gb18030"))
    return _correct(index, _GB18030)


def _gb18030_ranges():
    """Pairs (pointer, code point) where a run of consecutive four-byte characters starts, below U+10000."""
    pairs, expected = [], None
    for pointer in range(39420):
        a, rest = divmod(pointer, 12600)
        b, rest = divmod(rest, 1260)
        c, d = divmod(rest, 10)
        point = _decode(bytes([a + 0x81, b + 0x30, c + 0x81, d + 0x30]), "gb18030")
        if point != expected:
            pairs += [pointer, point]
        expected = point + 1
    return pairs


def tables():
    """name -> list of integers; 0 is no character."""
    made = {
        "single_byte": [point for codec in _SINGLE_BYTE for point in _single_byte(*codec)],
        "big5": _big5(),
        "jis0208": _jis0208(),
        "jis0212": _jis0212(),
        "euc_kr": _euc_kr(),
        "gb18030": _gb18030(),
        "gb18030_ranges": _gb18030_ranges(),
    }
    for name, index in made.items():
        digest = hashlib.sha256(" ".join(map(str, index)).encode()).hexdigest()
        if digest != _DIGESTS[name]:
            raise SystemExit(f"gen_tables.py: this Python's codecs give another {name} index (sha256 {digest})")
    return made


def _array(kind, name, values, width=16):
    lines = [f"const {kind} {name}[{len(values)}] = {{"]
    for i in range(0, len(values), width):
        lines.append("    " + ",".join(map(str, values[i : i + width])) + ",")
    return "\n".join([*lines, "};", ""])


def source():
    """The text of the C file."""
    made = tables()
    big5 = made["big5"]
    # Code points past U+FFFF are all in plane 2: a bit a pointer says so, and the arrays stay 16 bits wide.
    plane2 = [sum(1 << bit for bit, point in enumerate(big5[i : i + 8]) if point > 0xFFFF) for i in range(0, len(big5), 8)]
    made["big5"] = [point & 0xFFFF for point in big5]
    parts = ["/* Made by cext/buffer/gen_tables.py: do not edit. */", '#include "encoding_tables.h"', ""]
    for name, index in made.items():
        # By planes, all low bytes first: in an archive the large tables are half as large so.
        halves = [point & 0xFF for point in index] + [point >> 8 for point in index]
        planes = name in ("big5", "jis0208", "jis0212", "euc_kr", "gb18030")
        parts.append(_array("uint8_t", f"{name}_index", halves) if planes else _array("uint16_t", f"{name}_index", index))
    parts.append(_array("uint8_t", "big5_plane2", plane2))
    return "\n".join(parts)


def main(argv):
    if len(argv) != 2:
        raise SystemExit("usage: gen_tables.py OUTPUT.c")
    text = source()
    try:
        with open(argv[1], encoding="ascii") as file:
            if file.read() == text:
                return
    except FileNotFoundError:
        pass
    with open(argv[1], "w", encoding="ascii") as file:
        file.write(text)


if __name__ == "__main__":
    main(sys.argv)
