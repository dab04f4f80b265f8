"""Intl is there for embedders, without access to anything outside of the context."""

import llrt


def test_a_context_formats_in_any_zone():
    with llrt.Runtime() as runtime:
        context = runtime.context()
        text = "new Date(0).toLocaleString('en', {timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'short'})"
        assert context.eval(text) == "January 1, 1970 at 9:00 AM"
        assert context.eval("(1234.5).toLocaleString('en', {style: 'currency', currency: 'EUR'})") == "€1,234.50"
        assert context.eval("['b', 'Á', 'a'].sort(new Intl.Collator('en').compare).join()") == "a,Á,b"
