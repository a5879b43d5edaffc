package dev.landfall.endtoend.tpch;

import dev.landfall.endtoend.tpch.comparison.ComparedType;
import io.trino.tpch.Customer;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.Nation;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.TextPool;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the TPC-H tables at a scale factor, the same at every run, as text that Hive can cast. Some values are NULL
 * and some texts are odd, as in any real table; comments come from 1 MiB of text rather than TPC-H's 300.
 */
final class TpchRows {
    /** When the first row was last updated. */
    static final LocalDateTime FIRST_UPDATE = LocalDateTime.of(2026, 1, 1, 0, 0, 0, 123_456_000);

    private static final long MICROSECONDS_BETWEEN_UPDATES = 1_000_003;

    private static final int TEXT_POOL_BYTES = 1 << 20;

    private final double scaleFactor;
    private final Distributions distributions = Distributions.getDefaultDistributions();
    private final TextPool text = new TextPool(TEXT_POOL_BYTES, distributions);

    TpchRows(double scaleFactor) {
        this.scaleFactor = scaleFactor;
    }

    /** One list per row, a text per column of {@link TpchTable#allColumns()}. */
    Stream<List<@Nullable String>> of(TpchTable table) {
        return switch (table) {
            case NATION -> rows(new NationGenerator(distributions, text), TpchRows::nation);
            case CUSTOMER -> rows(new CustomerGenerator(scaleFactor, 1, 1, distributions, text), TpchRows::customer);
            case ORDERS -> rows(new OrderGenerator(scaleFactor, 1, 1, distributions, text), TpchRows::order);
            case LINEITEM -> rows(new LineItemGenerator(scaleFactor, 1, 1, distributions, text), TpchRows::lineItem);
        };
    }

    private static <T> Stream<List<@Nullable String>> rows(
            Iterable<T> entities, Function<T, List<@Nullable String>> row) {
        return StreamSupport.stream(entities.spliterator(), false).map(row);
    }

    private static List<@Nullable String> nation(Nation nation) {
        long row = nation.getRowNumber();
        return row(
                nation.getNationKey(),
                nation.getName(),
                nation.getRegionKey(),
                OddValues.text(row, nation.getComment()),
                updatedAt(row, ChronoUnit.MICROS));
    }

    private static List<@Nullable String> customer(Customer customer) {
        long row = customer.getRowNumber();
        return row(
                customer.getCustomerKey(),
                customer.getName(),
                OddValues.text(row, customer.getAddress()),
                customer.getNationKey(),
                customer.getPhone(),
                OddValues.sometimesNull(row, money(customer.getAccountBalanceInCents())),
                customer.getMarketSegment(),
                OddValues.text(row + 1, customer.getComment()),
                // Hive writes Avro timestamps in milliseconds.
                updatedAt(row, ChronoUnit.MILLIS));
    }

    private static List<@Nullable String> order(Order order) {
        long row = order.getRowNumber();
        return row(
                order.getOrderKey(),
                order.getCustomerKey(),
                order.getOrderStatus(),
                money(order.getTotalPriceInCents()),
                date(order.getOrderDate()),
                order.getOrderPriority(),
                OddValues.sometimesNull(row, order.getClerk()),
                order.getShipPriority(),
                OddValues.text(row, order.getComment()),
                updatedAt(row, ChronoUnit.MICROS));
    }

    private static List<@Nullable String> lineItem(LineItem item) {
        long row = item.getRowNumber();
        return row(
                item.getOrderKey(),
                item.getLineNumber(),
                item.getPartKey(),
                item.getSupplierKey(),
                money(item.getQuantity() * 100),
                money(item.getExtendedPriceInCents()),
                money(item.getDiscountPercent()),
                money(item.getTaxPercent()),
                item.getReturnFlag(),
                item.getStatus(),
                date(item.getShipDate()),
                date(item.getCommitDate()),
                OddValues.sometimesNull(row, date(item.getReceiptDate())),
                item.getShipInstructions(),
                item.getShipMode(),
                OddValues.text(row, item.getComment()),
                updatedAt(row, ChronoUnit.MICROS),
                LocalDate.ofEpochDay(item.getShipDate()).getYear());
    }

    private static List<@Nullable String> row(@Nullable Object... values) {
        List<@Nullable String> texts = new ArrayList<>();
        Arrays.stream(values).forEach(value -> texts.add(value == null ? null : value.toString()));
        return texts;
    }

    private static String money(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    private static String updatedAt(long row, ChronoUnit precision) {
        return ComparedType.timestamp(FIRST_UPDATE
                .plus(row * MICROSECONDS_BETWEEN_UPDATES, ChronoUnit.MICROS)
                .truncatedTo(precision));
    }
}
