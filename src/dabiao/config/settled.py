"""A process that has started and will go on for long."""

import gc


def settle() -> None:
    """Have collections of garbage leave alone what is loaded by now. It stays for good, and walking through it took a tenth of
    a second each time: a third of what giving out a batch of four hundred leads takes."""
    gc.collect()
    gc.freeze()
