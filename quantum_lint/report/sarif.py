"""SARIF 2.1.0, within what GitHub code scanning documents that it takes."""

from __future__ import annotations

from quantum_lint.model.finding import Finding
from quantum_lint.model.report import Report
from quantum_lint.report import RenderContext
from quantum_lint.report.parts.counts import worst_first

#: GitHub refuses a run with more results, and shows the 5,000 gravest.
MOST_RESULTS = 25_000
#: GitHub refuses a file that is larger when compressed by gzip.
MOST_BYTES = 10_000_000


def render(report: Report, context: RenderContext) -> str:
    """The log as JSON. What is suppressed is left out unless asked for: GitHub would show it as open."""
    findings = report.findings if context.show_suppressed else report.open()
    most = MOST_RESULTS
    while True:
        kept = findings if len(findings) <= most else tuple(worst_first(findings)[:most])
        text = _log(report, kept, len(findings) - len(kept), context)
        size = _compressed(text)
        if size <= MOST_BYTES or not kept:
            return text
        most = len(kept) * MOST_BYTES * 9 // (size * 10)


def _compressed(text: str) -> int:
    """Bytes of the text as it is uploaded; one that is small enough as it stands need not be compressed."""
    import gzip

    data = text.encode()
    return len(data) if len(data) <= MOST_BYTES else len(gzip.compress(data))


def _log(report: Report, kept: tuple[Finding, ...], left_out: int, context: RenderContext) -> str:
    import sarif_om as sarif

    from quantum_lint.report.sarif_log.writer import written

    log = sarif.SarifLog(
        schema_uri="https://json.schemastore.org/sarif-2.1.0.json",
        version="2.1.0",
        runs=[_run(report, kept, left_out, context)],
    )
    return written(log)


def _run(report: Report, findings: tuple[Finding, ...], left_out: int, context: RenderContext) -> object:
    import sarif_om as sarif

    from quantum_lint.report.sarif_log.invocation import invocation
    from quantum_lint.report.sarif_log.places import ROOT, folder
    from quantum_lint.report.sarif_log.results import result
    from quantum_lint.report.sarif_log.rules import Rules
    from quantum_lint.report.sarif_log.taxonomies import Taxonomies

    taxonomies = Taxonomies(finding.rule for finding in findings)
    rules = Rules(findings, taxonomies, context.help)
    return sarif.Run(
        tool=sarif.Tool(driver=rules.driver(report.version)),
        automation_details=sarif.RunAutomationDetails(id=f"{context.category}/"),
        column_kind="unicodeCodePoints",
        version_control_provenance=_revision(report, context),
        original_uri_base_ids={ROOT: folder(context.root)} if context.root else None,
        invocations=[invocation(report, left_out, context.exit_code)],
        taxonomies=taxonomies.components() or None,
        results=[result(finding, rules.index(finding.rule)) for finding in findings],
    )


def _revision(report: Report, context: RenderContext) -> list[object] | None:
    """Which commit was at HEAD, where the history was looked at; the repository is named by its folder."""
    import sarif_om as sarif

    from quantum_lint.report.sarif_log.places import folder

    if not report.revision or not context.root:
        return None
    return [sarif.VersionControlDetails(repository_uri=folder(context.root).uri, revision_id=report.revision)]
