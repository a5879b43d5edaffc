package dev.landfall.migration.validation.comparison;

import dev.landfall.migration.validation.canonical.CanonicalText;
import dev.landfall.migration.validation.canonical.CanonicalType;
import java.util.Optional;

/** A column of a row that differs; canonical texts. */
public record ColumnDifference(String column, CanonicalType type, String source, String target) {
    public String readableSource() {
        return CanonicalText.readable(type, source);
    }

    public String readableTarget() {
        return CanonicalText.readable(type, target);
    }

    /** What kind of difference it is, if it is one of those that are easily overlooked. */
    public Optional<String> remark() {
        if (type != CanonicalType.TEXT && type != CanonicalType.PADDED_TEXT) {
            return Optional.empty();
        }
        boolean sourceEmpty = source.equals("0:");
        boolean targetEmpty = target.equals("0:");
        if ((sourceEmpty && target.equals(CanonicalText.NULL)) || (targetEmpty && source.equals(CanonicalText.NULL))) {
            return Optional.of("NULL against the empty string");
        }
        if (source.equals(CanonicalText.NULL) || target.equals(CanonicalText.NULL)) {
            return Optional.empty();
        }
        String left = source.substring(source.indexOf(':') + 1);
        String right = target.substring(target.indexOf(':') + 1);
        if (left.stripTrailing().equals(right.stripTrailing())) {
            return Optional.of("blanks at the end");
        }
        return left.equalsIgnoreCase(right) ? Optional.of("upper and lower case") : Optional.empty();
    }
}
