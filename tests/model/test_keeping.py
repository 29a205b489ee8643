import pytest

from tagger.errors import ModelError
from tagger.model import list_models, load_model
from tagger.model.keeping import (
    check_name,
    delete_model,
    export_model,
    import_model,
    rename_model,
    use_model,
)
from tagger.settings import ACTIVE_MODEL, Settings


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "a/b", "..", ".hidden", "a\\b", "C:x", "x.", "what?", "a\nb", "a\0b"),
        *("con", "NUL", "com1.mix", "LPT³", "aux ", "tagger", "TAGGER", "\ud800", "x" * 61),
        "left\u202eright",
    ],
)
def test_a_name_that_some_disk_cannot_keep_is_refused(person, base, theirs, name):
    with pytest.raises(ModelError, match="cannot be called"):
        import_model(person, theirs, name)
    assert not person.models.exists()


@pytest.mark.parametrize("name", ["Zouk & Kizomba", "音楽", "Café", "Console", "v1.2", "com10"])
def test_an_ordinary_name_is_kept_as_it_is(name):
    assert check_name(f" {name} ") == name


def test_names_that_differ_in_case_or_unicode_form_alone_are_one(person, theirs):
    import_model(person, theirs, "Cafe\u0301")
    (path,) = person.models.iterdir()
    assert path.name == "Caf\u00e9.onnx"
    for name in ("CAF\u00c9", "cafe\u0301"):
        with pytest.raises(ModelError, match="already"):
            import_model(person, theirs, name)
        assert load_model(person, name).info.name == "Caf\u00e9"


def test_a_renamed_model_stays_in_use(person, settings, theirs):
    import_model(person, theirs)
    import_model(person, theirs, "Other")
    use_model(person, settings, "parties")
    assert settings.get(ACTIVE_MODEL) == "Parties"
    for name in ("PARTIES", "Summer"):
        assert rename_model(person, settings, settings.get(ACTIVE_MODEL), name) == name
        assert Settings.load(person.settings).get(ACTIVE_MODEL) == name
        assert load_model(person, name).info.name == name
        assert len(list_models(person)) == 3
    with pytest.raises(ModelError, match="already"):
        rename_model(person, settings, "Summer", "other")
    rename_model(person, settings, "Other", "Quiet")
    assert settings.get(ACTIVE_MODEL) == "Summer"


def test_a_spelling_that_another_file_has_is_not_written_over(person, settings, theirs):
    import_model(person, theirs, "mix")
    (person.models / "MIX.onnx").write_bytes(b"brought by hand")
    if len(list(person.models.iterdir())) == 1:
        pytest.skip("this disk takes both spellings for one")
    with pytest.raises(ModelError, match="already"):
        rename_model(person, settings, "mix", "MIX")
    assert (person.models / "MIX.onnx").read_bytes() == b"brought by hand"


def test_deleting_the_model_in_use_falls_back_to_the_one_that_ships(person, settings, theirs):
    import_model(person, theirs)
    import_model(person, theirs, "Other")
    use_model(person, settings, "Parties")
    assert "in use" not in delete_model(person, settings, "Other")
    assert settings.get(ACTIVE_MODEL) == "Parties"
    assert "comes with Tagger" in delete_model(person, settings, "Parties")
    assert Settings.load(person.settings).get(ACTIVE_MODEL) == ""
    assert [model.name for model in list_models(person)] == ["Tagger"]


def test_a_broken_model_can_be_deleted_but_not_used(person, settings, base):
    person.models.mkdir(parents=True)
    (person.models / "broken.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match="damaged"):
        use_model(person, settings, "broken")
    assert settings.get(ACTIVE_MODEL) == ""
    delete_model(person, settings, "broken")
    assert [model.name for model in list_models(person)] == ["Tagger"]


def test_the_model_that_ships_is_never_renamed_or_deleted(person, settings, base):
    with pytest.raises(ModelError, match="cannot be deleted"):
        delete_model(person, settings, "Tagger")
    with pytest.raises(ModelError, match="cannot be renamed"):
        rename_model(person, settings, "tagger", "Mine")
    for name in ("nobody", "../shipped/genre", "x\0y"):
        with pytest.raises(ModelError, match="no model called"):
            delete_model(person, settings, name)
    assert base.exists()


def test_an_export_writes_over_nothing_unasked(person, theirs, tmp_path):
    import_model(person, theirs)
    out = tmp_path / "kept.onnx"
    out.write_bytes(b"kept")
    with pytest.raises(ModelError, match="exists already"):
        export_model(person, "Parties", out)
    with pytest.raises(ModelError, match="folder"):
        export_model(person, "Parties", tmp_path)
    assert out.read_bytes() == b"kept"
    export_model(person, "Parties", out, overwrite=True)
    assert out.read_bytes() == theirs.read_bytes()
    with pytest.raises(ModelError, match="itself"):
        export_model(person, "Parties", person.models / "Parties.onnx", overwrite=True)
