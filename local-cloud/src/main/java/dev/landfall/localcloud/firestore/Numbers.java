package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Value;

/** Integer and double values. */
final class Numbers {
    private Numbers() {}

    static Value integer(long value) {
        return Value.newBuilder().setIntegerValue(value).build();
    }

    static Value real(double value) {
        return Value.newBuilder().setDoubleValue(value).build();
    }

    static double toDouble(Value number) {
        return number.hasIntegerValue() ? (double) number.getIntegerValue() : number.getDoubleValue();
    }
}
