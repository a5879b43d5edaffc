package dev.landfall.localcloud.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** A plaintext gRPC server on 127.0.0.1 with event loops of its own, so that closing it leaves no thread behind. */
public final class LoopbackGrpcServer implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 64 << 20;

    private final Server server;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;

    private LoopbackGrpcServer(Server server, EventLoopGroup acceptor, EventLoopGroup workers) {
        this.server = server;
        this.acceptor = acceptor;
        this.workers = workers;
    }

    /**
     * Starts at once; port 0 takes any free port.
     *
     * @param handlers runs the calls; it stays the caller's to shut down
     */
    public static LoopbackGrpcServer start(
            String name, int port, ExecutorService handlers, List<? extends BindableService> services)
            throws IOException {
        return start(name, port, handlers, services, List.of());
    }

    /** @param interceptors see every call first */
    public static LoopbackGrpcServer start(
            String name,
            int port,
            ExecutorService handlers,
            List<? extends BindableService> services,
            List<? extends ServerInterceptor> interceptors)
            throws IOException {
        // Not getLoopbackAddress(), which may be ::1; clients are told 127.0.0.1.
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        EventLoopGroup acceptor = new NioEventLoopGroup(1, new DefaultThreadFactory(name + "-accept", true));
        EventLoopGroup workers = new NioEventLoopGroup(2, new DefaultThreadFactory(name + "-io", true));
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(acceptor)
                .workerEventLoopGroup(workers)
                .maxInboundMessageSize(MAX_REQUEST_BYTES)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .executor(handlers);
        services.forEach(builder::addService);
        interceptors.forEach(builder::intercept);
        try {
            return new LoopbackGrpcServer(builder.build().start(), acceptor, workers);
        } catch (IOException | RuntimeException e) {
            stop(acceptor);
            stop(workers);
            throw e;
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Cuts running calls off and waits briefly for the threads to end. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(acceptor);
        stop(workers);
    }

    private static void stop(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
