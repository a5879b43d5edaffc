package dev.landfall.migration.catalog;

/**
 * Something that cannot be taken over as it is.
 *
 * @param what the column or the table's property
 * @param reason why not
 * @param advice what a person can do
 */
public record Refusal(String what, String reason, String advice) {
    @Override
    public String toString() {
        return what + ": " + reason + ". " + advice;
    }
}
