"""XML as JSON, and text escaped for XML. The implementation is cext/xml."""

fastops: dict[str, object]
