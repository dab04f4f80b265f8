"""Lists of sections that the binary is laid out by: from the link's map to words of a list, from these to the linker's script."""

from cext import code_order, constant_order
from cext.executed_code import holders, statements

SECTIONS = [
    (0x1000, 0x40, ".rodata.str1.1", "/x/libcrypto.a(libcrypto-lib-obj_dat.o)"),
    (0x1040, 0x10, ".rodata", "/x/obj/engine-engine-0123456789.o"),
    (0x2000, 0x100, ".rodata.cst16", "/x/obj/binary-buffer-units-abcdef0123.o"),
]


def test_an_address_belongs_to_the_section_it_lies_in_and_to_none_between():
    found = holders(SECTIONS, {0xFFF, 0x1000, 0x1001, 0x103F, 0x1040, 0x1050, 0x20FF, 0x2100}, 16)
    assert found == {0: 2, 1: 1, 2: 1}


def test_a_word_leads_back_to_the_section_it_was_made_of():
    words = [constant_order._name(section) for section in SECTIONS]
    assert words[0] == ("libcrypto.a", "libcrypto-lib-obj_dat.o/.str1.1")
    assert words[1:] == [("", "engine-engine"), ("", "binary-buffer-units/.cst16")]
    text = "".join(f"{archive}:\n{word}\n" for archive, word in words)
    assert constant_order._statements("# a comment\n" + text) == [
        "*libcrypto.a:libcrypto-lib-obj_dat.o(.rodata.str1.1)",
        "*/engine-engine-*.o(.rodata)",
        "*/binary-buffer-units-*.o(.rodata.cst16)",
    ]


def test_functions_of_our_own_are_named_without_an_object():
    rows = statements("libc.a:\nmalloc.o qsort.o/.hot\n:\nJS_Call\n", ".text", lambda word: f"*(.text.{word})")
    assert rows == ["*libc.a:malloc.o(.text)", "*libc.a:qsort.o(.text.hot)", "*(.text.JS_Call)"]


def test_both_lists_have_what_starts_use_before_what_larger_programs_do():
    every, further = constant_order.rows()
    assert len(every) > 50 and len(further) > 50 and not set(every) & set(further)
    starts, _, others = code_order.LIST.read_text().partition(code_order._LARGER)
    every, further = code_order._statements(starts), code_order._statements(others)
    assert len(every) > 500 and len(further) > 500
    assert "*(.text.JS_CallInternal)" in every
