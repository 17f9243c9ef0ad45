"""Which words of a text are rare?"""

from auditor.api import hardest, wording


def test_words_that_the_dictionary_hardly_counts_are_rare_and_everyday_words_are_not() -> None:
    found = wording("县政府统筹财政补贴资金，为孩子和老人发放补贴，开展转贷、贴息。", below=200)
    assert {"转贷", "贴息"} <= set(found.rare)
    assert not {"孩子", "老人", "补贴", "政府"} & set(found.rare)
    assert found.counts["补贴"] == 1


def test_names_numbers_and_single_characters_are_not_counted() -> None:
    found = wording("2026年3月，王小明在临江县对一千二百户作了登记。", below=10**9)
    assert set(found.rare) == {"登记"}


def test_the_share_is_that_of_the_words() -> None:
    assert wording("贴息，孩子，孩子，孩子。", below=200).share == 25
    assert wording("", below=200).share == 0
    assert wording("贴息，孩子。", below=1).rare == ()


def test_a_sentence_with_two_rare_words_is_hard_and_names_them() -> None:
    (one,) = hardest("贴息和转贷都要备案。贴息要申请。", rare=("贴息", "转贷"))
    assert (one.words, one.why, one.rare) == ("贴息和转贷都要备案", ("rare",), ("贴息", "转贷"))
    assert hardest("贴息和转贷都要备案。") == ()
