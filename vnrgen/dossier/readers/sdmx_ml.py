"""SDMX-ML data messages, generic, structure-specific and compact, with their structure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vnrgen.dossier.files.grid import path_within
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.records.assemble import Assembly
from vnrgen.dossier.readers.records.options import RecordOptions, read_options
from vnrgen.dossier.readers.records.sheets import Sheet, is_one_file
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.readers.sdmx_content import Structure
from vnrgen.dossier.readers.sdmx_message import DataMessage, read_data, read_structure
from vnrgen.dossier.readers.sdmx_table import SdmxTable
from vnrgen.dossier.readers.sdmx_terms import PARTS, breakdown_of, is_about_the_message
from vnrgen.problems import ProblemLog


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read a message of SDMX-ML.

    Args:
        file: The file; the option ``structure`` names the message with its structure, without
            which a structure-specific message of a national structure cannot be understood.
        context: What the dossier already says.
        problems: Receives what is wrong, with the line of the observation.
    """
    remarks = Remarks()
    options = read_options(file, context.decimal_mark, remarks, ("structure",))
    result = ReadResult()
    if is_one_file(file, context, problems):
        path = context.path_of(file)
        message = read_data(path, context.root, problems)
        if message is not None:
            structure = structure_of(options, context, problems, message.structure_ids)
            sheet = _sheet(message, structure, file, context, remarks)
            table = SdmxTable.of(sheet, remarks) if sheet else None
            if table is not None:
                records, options = table.records(context, options, structure, remarks)
                result = Assembly(file, context, options, remarks, problems).result(records)
    result.input_files += structure_files(options, context)
    remarks.hand_over(problems)
    return result


def structure_files(options: RecordOptions, context: ReadingContext) -> list[Path]:
    """Return the file of the option ``structure``, where there is one."""
    name = options.extra.get("structure")
    return [context.root / str(name)] if name and (context.root / str(name)).is_file() else []


def structure_of(
    options: RecordOptions,
    context: ReadingContext,
    problems: ProblemLog,
    ids: Sequence[str] = (),
) -> Structure:
    """Return what the file of the option ``structure`` says; nothing where there is none."""
    name = options.extra.get("structure")
    return (
        read_structure(context.root / str(name), context.root, problems, ids)
        if name
        else Structure()
    )


def _sheet(
    message: DataMessage,
    structure: Structure,
    file: DataFile,
    context: ReadingContext,
    remarks: Remarks,
) -> Sheet | None:
    """Lay the observations out as SDMX-CSV has them: dimensions, value, attributes."""
    path = context.path_of(file)
    name = path_within(path, context.root)
    keys = list(dict.fromkeys(name for one in message.observations for name in one.key))
    others = list(dict.fromkeys(n for one in message.observations for n in one.attributes))
    known = set(structure.dimensions)
    unknown = [key for key in keys if not (known or message.is_generic) and not _is_known(key)]
    if unknown:
        remarks.error(
            "SDX010",
            file.where,
            f"nothing says whether {', '.join(unknown)} are dimensions or attributes of {name}",
            "download its structure (datastructure, with references=all), and add the option "
            "structure: data/structure.xml",
        )
        return None
    if known:
        others += [key for key in keys if key not in known and key not in others]
        keys = [key for key in keys if key in known]
    others = [key for key in others if key not in keys]
    header = ["DATAFLOW", *keys, "OBS_VALUE", *others]
    rows = [
        (
            one.line,
            [
                "",
                *(one.key.get(key, "") for key in keys),
                one.value,
                *(one.attributes.get(key, "") or one.key.get(key, "") for key in others),
            ],
        )
        for one in message.observations
    ]
    return Sheet(path=name, file=path, header=header, rows=rows)


def _is_known(identifier: str) -> bool:
    if identifier in PARTS or is_about_the_message(identifier):
        return True
    return breakdown_of(identifier).dimension_id in SDMX_DIMENSIONS
