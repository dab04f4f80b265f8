# The fast ops of Buffer, StringDecoder, TextEncoder and TextDecoder: name -> capsule "llrt.fastop", for the engine to bind.
fastops: dict[str, object]
