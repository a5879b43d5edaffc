package dev.landfall.core.landing;

final class InMemoryLandingBucketTest extends LandingBucketContract {
    private final InMemoryLandingBucket bucket = new InMemoryLandingBucket();

    @Override
    protected LandingBucket bucket() {
        return bucket;
    }

    @Override
    protected long put(String name, byte[] bytes) {
        return bucket.put(name, bytes);
    }

    @Override
    protected void delete(String name) {
        bucket.delete(name);
    }
}
