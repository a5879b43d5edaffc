package dev.landfall.core.failure;

/**
 * A failure for people, as the ledger keeps it.
 *
 * @param reason a stable word: BigQuery's reason or Landfall's own
 * @param message what happened, naming the thing and the value
 * @param advice the next move
 */
public record ErrorDetail(String reason, String message, String advice) {
    private static final int LONGEST_MESSAGE = 4000;

    public ErrorDetail {
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE) + "...";
        }
    }

    /** The same, beginning with the thing that it is about, unless the message names it already. */
    public ErrorDetail about(String thing) {
        return message.contains(thing) ? this : new ErrorDetail(reason, thing + ": " + message, advice);
    }
}
