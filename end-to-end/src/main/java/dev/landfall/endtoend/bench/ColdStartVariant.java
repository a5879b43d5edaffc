package dev.landfall.endtoend.bench;

/** How a function's JVM is started. */
enum ColdStartVariant {
    /** As the cloud starts a zip: {@code java -jar invoker --classpath function}, no options. */
    PLAIN("java -jar"),
    /** The same with the quick compiler only, which an environment variable can ask for. */
    C1("java -jar, C1"),
    /** As the container starts it: flat class path, quick compiler, class-data archive. */
    ARCHIVE("C1 + class-data archive");

    private final String title;

    ColdStartVariant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
