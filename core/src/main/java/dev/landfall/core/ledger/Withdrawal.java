package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;

/**
 * How a file leaves a batch for good, because its object is no longer the one that landed.
 *
 * @param state {@link FileState#SUPERSEDED} or {@link FileState#FAILED}
 */
public record Withdrawal(FileState state, ErrorDetail error) {
    public Withdrawal {
        if (state != FileState.SUPERSEDED && state != FileState.FAILED) {
            throw new IllegalArgumentException("A file is withdrawn as SUPERSEDED or FAILED, not as " + state);
        }
    }

    /** @param live the generation that is there now */
    public static Withdrawal overwritten(LandedObject object, long live) {
        return overwritten(object.uri(), live);
    }

    /** @param live the generation that is there now */
    public static Withdrawal overwritten(String uri, long live) {
        return new Withdrawal(
                FileState.SUPERSEDED,
                new ErrorDetail(
                        "overwritten",
                        uri + " was written again before this version was loaded; generation " + live
                                + " is there now and is a file of its own",
                        "Nothing needs to be done for the newer version. To have every version loaded, write each"
                                + " under a name of its own"));
    }

    public static Withdrawal deleted(String uri) {
        return new Withdrawal(
                FileState.FAILED,
                new ErrorDetail("deleted", uri + " was deleted before it was loaded", "Drop the file again"));
    }
}
