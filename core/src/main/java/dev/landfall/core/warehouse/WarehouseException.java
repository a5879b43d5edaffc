package dev.landfall.core.warehouse;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;

/** The service did not take a request. */
public final class WarehouseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureClass failureClass;
    private final transient ErrorDetail error;

    public WarehouseException(FailureClass failureClass, ErrorDetail error, Throwable cause) {
        super(error.reason() + ": " + error.message(), cause);
        this.failureClass = failureClass;
        this.error = error;
    }

    public FailureClass failureClass() {
        return failureClass;
    }

    public ErrorDetail error() {
        return error;
    }
}
