package dev.landfall.core.budget;

import java.time.Duration;
import java.time.Instant;

/**
 * So many jobs in any 24 hours, kept by a meter that drains {@code 3/4} of them a day and holds {@code 1/4}.
 *
 * @param jobsPerDay at least 4
 */
public record JobQuota(long jobsPerDay) {
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();
    private static final double NANOS = 1e9;

    public JobQuota {
        if (jobsPerDay < 4) {
            throw new IllegalArgumentException("A day needs at least 4 load jobs, not " + jobsPerDay);
        }
    }

    /** What the meter holds: the jobs that an unused quota admits at once. */
    double burst() {
        return jobsPerDay / 4.0;
    }

    private double drainPerSecond() {
        return (jobsPerDay - burst()) / SECONDS_PER_DAY;
    }

    double level(JobMeter meter, Instant now) {
        double seconds = Math.max(0, Duration.between(meter.at(), now).toNanos() / NANOS);
        return Math.max(0, meter.level() - seconds * drainPerSecond());
    }

    /** 0 for unused, 1 when nothing is left. */
    public double use(JobMeter meter, Instant now) {
        return level(meter, now) / burst();
    }

    /** Jobs that may be made now. */
    public int left(JobMeter meter, Instant now) {
        return (int) Math.floor(burst() - level(meter, now));
    }

    /** When this many jobs will be left; never more than the burst. */
    Instant whenLeft(int jobs, JobMeter meter, Instant now) {
        double tooMuch = level(meter, now) + jobs - burst();
        return tooMuch <= 0 ? now : now.plusMillis((long) Math.ceil(1000 * tooMuch / drainPerSecond()));
    }

    JobMeter add(int jobs, JobMeter meter, Instant now) {
        Instant at = now.isAfter(meter.at()) ? now : meter.at();
        return new JobMeter(level(meter, at) + jobs, at);
    }

    /** An even part of this quota. */
    JobQuota part(int of) {
        return new JobQuota(jobsPerDay / of);
    }
}
