package dev.landfall.endtoend.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the runs of one variant gave. */
final class Samples {
    private final List<Double> firstAnswerMillis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private final List<Double> residentMebibytes = new ArrayList<>();

    void add(double millis, OptionalLong cpu, OptionalLong resident) {
        firstAnswerMillis.add(millis);
        cpu.ifPresent(value -> cpuMillis.add((double) value));
        resident.ifPresent(value -> residentMebibytes.add((double) value));
    }

    double medianMillis() {
        return median(firstAnswerMillis);
    }

    double leastMillis() {
        return firstAnswerMillis.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** CPU time of the whole process until it had answered. */
    double medianCpuMillis() {
        return median(cpuMillis);
    }

    double medianMebibytes() {
        return median(residentMebibytes);
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
