package dev.landfall.endtoend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.process.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the container's Dockerfile, without a container. */
class FunctionImageIT {
    @TempDir
    Path directory;

    @Test
    void theContentStartsFromItsArchiveAndAnswersAnEvent() throws Exception {
        Installation installation = Installation.current();
        int port = Supervisor.freePort();
        try (Supervisor supervisor = Supervisor.create(directory);
                LocalServices services = LocalServices.start(installation, supervisor)) {
            FunctionImage image = FunctionImage.write(installation, ImageFunction.LOADER, directory.resolve("image"));
            image.train(
                    services.environment(),
                    RunningFunction.finalized(services.landFile()),
                    port,
                    directory.resolve("train.log"));

            assertThat(image.makeArchive(directory.resolve("archive.log"))).isNotEmptyFile();
            Path log = directory.resolve("launch.log");
            // -Xshare:on refuses to start without a valid archive.
            List<String> command = image.launchCommand("-Xshare:on", "-Xlog:class+load");
            try (RunningFunction running = RunningFunction.start(
                    command, image.content(), port, image.runtimeEnvironment(services.environment(), port), log)) {
                running.millisToFirstAnswer(RunningFunction.finalized(services.landFile()));
            }
            assertThat(Files.readAllLines(log))
                    .filteredOn(line -> line.contains("dev.landfall.loader.LoaderFunction source:"))
                    .singleElement()
                    .asString()
                    .contains("shared objects file");
        }
    }

    @Test
    void theDockerfileHasTheStepsThatAreTestedHere() throws Exception {
        Installation installation = Installation.current();
        FunctionImage image = FunctionImage.write(installation, ImageFunction.MERGER, directory.resolve("merge"));
        String dockerfile = Files.readString(directory.resolve("merge/Dockerfile"));
        assertThat(dockerfile)
                .contains("RUN java " + arguments(image.archiveCommand(), " "))
                .contains("ENTRYPOINT [\"java\", \"" + arguments(image.launchCommand(), "\", \"") + "\"]")
                .contains("ENV FUNCTION_TARGET=dev.landfall.merger.MergeFunction");
    }

    private static String arguments(List<String> command, String separator) {
        return String.join(separator, command.subList(1, command.size()));
    }
}
