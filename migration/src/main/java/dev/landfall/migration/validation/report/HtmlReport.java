package dev.landfall.migration.validation.report;

import dev.landfall.migration.validation.comparison.KeyDifference;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.PartitionResult;
import dev.landfall.migration.validation.comparison.ValidationResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** One HTML file without scripts and without anything from elsewhere, for people who do not run commands. */
public final class HtmlReport {
    private static final int PARTITIONS_SHOWN = 200;

    private HtmlReport() {}

    /** @param at when the report was made */
    public static String page(List<ValidationResult> results, Instant at) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h1>Are the tables in BigQuery equal to their sources?</h1>\n<p class=\"verdict ")
                .append(allEqual(results) ? "EQUAL" : worst(results).name())
                .append("\">")
                .append(verdict(results))
                .append("</p>\n<p>Made ")
                .append(at.truncatedTo(ChronoUnit.SECONDS))
                .append(". Both engines computed a SHA-256 digest of every row over one canonical text, and the sums of"
                        + " the digests were compared partition by partition; where they differ, the rows that differ were"
                        + " looked up.</p>\n");
        overview(results, html);
        results.stream()
                .filter(result ->
                        result.outcome() != Outcome.EQUAL || !result.notes().isEmpty())
                .forEach(result -> details(result, html));
        return html.append("</body>\n</html>\n").toString();
    }

    private static boolean allEqual(List<ValidationResult> results) {
        return results.stream().allMatch(result -> result.outcome() == Outcome.EQUAL);
    }

    private static Outcome worst(List<ValidationResult> results) {
        return results.stream().anyMatch(result -> result.outcome() == Outcome.DIFFERENT)
                ? Outcome.DIFFERENT
                : Outcome.UNDECIDED;
    }

    private static String verdict(List<ValidationResult> results) {
        StringBuilder verdict =
                new StringBuilder(count(results, Outcome.EQUAL) + " of " + results.size() + " tables are equal");
        for (Outcome outcome : List.of(Outcome.DIFFERENT, Outcome.UNDECIDED, Outcome.FAILED)) {
            long count = count(results, outcome);
            if (count > 0) {
                verdict.append(", ").append(count).append(' ').append(words(outcome));
            }
        }
        return verdict.append('.').toString();
    }

    private static long count(List<ValidationResult> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case EQUAL -> "equal";
            case DIFFERENT -> "different";
            case UNDECIDED -> "not decided";
            case FAILED -> "could not be compared";
        };
    }

    private static void overview(List<ValidationResult> results, StringBuilder html) {
        html.append("<table>\n<tr><th>Table</th><th>Source</th><th>Verdict</th><th class=\"n\">Rows in the source</th>"
                + "<th class=\"n\">Rows in BigQuery</th><th class=\"n\">Partitions that differ</th><th>Rows before</th>"
                + "<th>Looked at</th></tr>\n");
        for (ValidationResult result : results) {
            html.append("<tr class=\"").append(result.outcome()).append("\">");
            cell(html, "", result.target().toString());
            cell(html, "", result.source());
            cell(html, "verdict", words(result.outcome()));
            cell(html, "n", number(result.sourceRows()));
            cell(html, "n", number(result.targetRows()));
            cell(
                    html,
                    "n",
                    (result.outcome() == Outcome.EQUAL
                                    ? 0
                                    : result.differingPartitions().size())
                            + " of "
                            + result.partitions().size());
            cell(html, "", result.boundary() == null ? "all" : result.boundary().toString());
            cell(html, "", result.level().word());
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private static void details(ValidationResult result, StringBuilder html) {
        html.append("<h2>").append(escaped(result.target().toString())).append("</h2>\n");
        if (!result.notes().isEmpty()) {
            html.append("<ul>\n");
            result.notes()
                    .forEach(note -> html.append("<li>").append(escaped(note)).append("</li>\n"));
            html.append("</ul>\n");
        }
        if (result.outcome() != Outcome.EQUAL) {
            partitions(result.differingPartitions(), html);
        }
        keys(result, html);
    }

    private static void partitions(List<PartitionResult> differing, StringBuilder html) {
        if (differing.isEmpty()) {
            return;
        }
        html.append("<table>\n<tr><th>Partition</th><th>What differs</th></tr>\n");
        differing.stream().limit(PARTITIONS_SHOWN).forEach(partition -> {
            html.append("<tr>");
            cell(html, "", partition.label());
            cell(html, "", partition.difference());
            html.append("</tr>\n");
        });
        html.append("</table>\n");
        if (differing.size() > PARTITIONS_SHOWN) {
            html.append("<p>... and ")
                    .append(differing.size() - PARTITIONS_SHOWN)
                    .append(" more partitions.</p>\n");
        }
    }

    private static void keys(ValidationResult result, StringBuilder html) {
        if (result.keys().named().isEmpty()) {
            return;
        }
        html.append("<p>")
                .append(result.keys().complete() ? "" : "At least ")
                .append(number(result.keys().found()))
                .append(" keys differ; ")
                .append(result.keys().named().size())
                .append(" of them:</p>\n<table>\n<tr><th>Key</th><th>What differs</th></tr>\n");
        for (KeyDifference key : result.keys().named()) {
            html.append("<tr>");
            cell(html, "", key.key());
            html.append("<td>").append(escaped(TextReport.words(key)));
            key.columns().forEach(column -> html.append("<br>").append(escaped(TextReport.words(column))));
            html.append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private static void cell(StringBuilder html, String style, String text) {
        html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
                .append(escaped(text))
                .append("</td>");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#8629;");
    }

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Validation</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; }
            table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
            th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top; }
            td { overflow-wrap: anywhere; }
            th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
            p.verdict { font-size: 1.3rem; padding: .6rem 1rem; border-left: .5rem solid; background: #f6f6f6; }
            p.EQUAL { border-color: #1a7f37; } p.DIFFERENT { border-color: #b3261e; }
            p.UNDECIDED { border-color: #9a6700; }
            tr.EQUAL td.verdict { color: #1a7f37; } tr.DIFFERENT td.verdict { color: #b3261e; font-weight: bold; }
            tr.UNDECIDED td.verdict, tr.FAILED td.verdict { color: #9a6700; font-weight: bold; }
            </style>
            </head>
            <body>
            """;
}
