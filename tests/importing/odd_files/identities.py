"""What names a procedure: codes and names, twice, too long, or nearly the same."""

from tests.importing.catalogue_files import row
from tests.importing.odd_files.odd_file import OddFile, accepted, cell_refused, cell_taken, csv_of, refused, warned

ALIKE = "とよく似ています"


def twice(again: str) -> OddFile:
    """Two rows whose codes count as one."""
    content = csv_of(row(code="K-001", name="あ"), row(code=again, name="い"))
    return refused(f"a code twice: {again!a}", content, "2行目と重複しています", row=3, column="手続ID")


def like(name: str) -> OddFile:
    """Two names of one division that nearly agree."""
    content = csv_of(row(), row(code="K-2", name=name))
    return warned(f"a name much like another: {name}", content, ALIKE, row=3, column="手続名")


FILES: list[OddFile] = [
    *map(twice, ("K-001", "Ｋ－００１", "k-001", "K-\u200b001", "\ufeffK-001", "K-001\u3000", "K\u00ad-001")),
    accepted("codes that differ in a leading zero", csv_of(row(code="1", name="あ"), row(code="01", name="い"))),
    cell_taken("a code with leading zeros", "code", "0012", "0012"),
    cell_taken("a code of 64 characters", "code", "K" * 64, "K" * 64),
    cell_refused("a code of 65 characters", "code", "K" * 65, "64文字以内"),
    cell_refused("no code", "code", "", "入力されていません"),
    cell_refused("a code of white space", "code", " 　", "入力されていません"),
    cell_refused("a code with a tab", "code", "K\t1", "制御文字（タブ）"),
    cell_refused("no name", "name", "", "入力されていません"),
    cell_taken("a name of 500 characters", "name", "名" * 500, "名" * 500),
    cell_refused("a name of 501 characters", "name", "名" * 501, "500文字以内"),
    cell_refused("no division", "division", "", "入力されていません"),
    refused("a name twice in a division", csv_of(row(), row(code="K-2")), "同じ課の2行目", row=3, column="手続名"),
    accepted("a name in two divisions", csv_of(row(), row(code="K-2", division="税務課"))),
    *map(like, ("住民票の 写し", "住民票の写し。", "「住民票」の写し", "住民票（の）写し", "住民票の・写し")),
    accepted("names that differ in a letter", csv_of(row(name="転入届"), row(code="K-2", name="転出届"))),
]
