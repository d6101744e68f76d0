"""HiGHS without its banner: the solver of linear and integer programmes here."""

import highspy


class QuietModel(highspy.Highs):
    """A programme that prints nothing, from its first moment on: the usual way to quieten it comes after its banner."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", "off")
        super().enableCallbacks()  # type: ignore[no-untyped-call]
