"""A manifest names every cell once."""

import dataclasses

from played_apart import experiment


def test_cells_are_named_once_world_by_world_and_cover_every_replication():
    manifest = dataclasses.replace(experiment().manifest, replications=(100, 32, 40))
    cells = list(manifest.cells())
    assert len(cells) == len({cell.key for cell in cells}) == manifest.count == 2 * (4 + 1 + 2)
    drifts = [cell.changes["drift"] for cell in cells]
    assert drifts == sorted(drifts, key=drifts.index)  # never back to a world
    assert [r for block in manifest.blocks(2) for r in block] == list(range(40))
    assert {cell.code for cell in cells} == {manifest.code}


def test_a_key_follows_from_everything_that_was_asked():
    manifest = experiment().manifest
    cell = manifest.cell(1, 0, range(3))
    others = {"code": "c", "model": "m", "changes": {}, "seed": 2, "replications": range(4)}
    keys = {dataclasses.replace(cell, **{field: value}).key for field, value in others.items()}
    assert len(keys | {cell.key}) == 6
    assert cell.key == manifest.cell(1, 0, range(3)).key == str(cell)
