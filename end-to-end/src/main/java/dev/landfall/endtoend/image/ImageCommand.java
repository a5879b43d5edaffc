package dev.landfall.endtoend.image;

import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall image}: a folder to build a container of a function from. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a folder from which 'docker build' makes a container of a function that starts fast.",
            "The function is started once on this machine, against the local cloud, to learn which classes it loads."
        })
public final class ImageCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FUNCTION", description = "One of ${COMPLETION-CANDIDATES}.")
    ImageFunction function = ImageFunction.LOADER;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "A folder that does not exist yet.")
    Path output = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(output)) {
            throw new ParameterException(
                    spec.commandLine(), "There is " + output + " already; name a folder that does not exist yet");
        }
        Installation installation = Installation.current();
        Path logs = LocalCommand.runDirectory(installation, "image");
        try (Supervisor supervisor = Supervisor.create(logs);
                LocalServices services = LocalServices.start(installation, supervisor)) {
            train(installation, services, FunctionImage.write(installation, function, output.toAbsolutePath()), logs);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Written. Next:  docker build -t IMAGE " + output);
        return 0;
    }

    private void train(Installation installation, LocalServices services, FunctionImage image, Path logs)
            throws IOException, InterruptedException {
        int port = Supervisor.freePort();
        HttpRequest.Builder event = RunningFunction.finalized(services.landFile());
        if (function == ImageFunction.MERGER) {
            // So that there is something to merge.
            FunctionImage loader =
                    FunctionImage.write(installation, ImageFunction.LOADER, Files.createTempDirectory(logs, "loader"));
            loader.train(services.environment(), event, port, logs.resolve("loader.log"));
            event = RunningFunction.mergeMessage();
        }
        image.train(services.environment(), event, port, logs.resolve("train.log"));
    }
}
