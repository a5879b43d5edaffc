package dev.landfall.endtoend.image;

/** A function that can be made into a container. */
public enum ImageFunction {
    LOADER("gcs-loader-function", "dev.landfall.loader.LoaderFunction"),
    MERGER("merge-function", "dev.landfall.merger.MergeFunction");

    private final String module;
    private final String target;

    ImageFunction(String module, String target) {
        this.module = module;
        this.target = target;
    }

    /** The module whose zip is deployed. */
    public String module() {
        return module;
    }

    /** The function's class. */
    public String target() {
        return target;
    }
}
