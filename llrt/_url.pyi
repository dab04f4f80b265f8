# The fast ops of URL and query strings: name -> capsule "llrt.fastop", for the engine to bind.
fastops: dict[str, object]
