"""What each figure means, in a sentence: on its breakdown and on the page 算出方法."""

from flask_babel import gettext as _

from tracker.domain.figures import Figure


def explanation(figure: Figure) -> str:
    """Numerator and denominator of a figure in words."""
    texts: dict[Figure, str] = {
        Figure.BY_CASES: _(
            "分子は、オンライン化済みの手続の年間件数の合計。分母は、件数集計済みの手続の年間件数の合計。"
        ),
        Figure.BY_PROCEDURES: _("分子は、オンライン化済みの手続の数。分母は、台帳に登録されている手続の数。"),
        Figure.USAGE_ALL: _(
            "分子は、オンラインで受け付けた件数。分母は、受付件数の合計。どちらの件数も集計済みの手続について計算する。"
        ),
        Figure.USAGE_ENABLED: _("オンライン利用率（全件）を、オンライン化済みの手続に限って計算したもの。"),
        Figure.WITH_PARTIAL: _("件数ベースのオンライン化率で、一部実施済の手続もオンライン化済みとみなした場合の率。"),
        Figure.CONVENIENCE: _("オンライン化済みの手続の年間件数のうち、コンビニ交付のある手続の年間件数。"),
        Figure.NOT_COUNTED: _("集計の基準年度の件数を集計していない手続。件数ベースの率には含めない。"),
    }
    return texts[figure]
