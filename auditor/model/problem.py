"""Bad input or a state we cannot go on from, told to a person in one clear sentence."""

from collections.abc import Callable


class Problem(Exception):
    """What is wrong, and where? `template` is a source text marked with `_`, `values` fill it.

    `code` is the exit code of every command that ends in it: 2 for usage and configuration, 3 when nothing can be
    judged. Sub-classes: ConfigError, StoreError, ProfileError, RegistryError.
    """

    code = 2

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`."""
        return translate(self.template).format(**self.values)
