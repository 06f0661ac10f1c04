package org.ohmstead.store.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ohmstead.store.OpenStore;

class StationTransactionNumbersTest {

    @TempDir
    private Path home;

    private OpenStore store;
    private StationTransactionNumbers numbers;

    @BeforeEach
    void open() {
        store = new OpenStore(home);
        numbers = new StationTransactionNumbers(store.service().writer());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theyGoUpFromOneOverBlocks() {
        for (int i = 1; i <= 2_500; i++) {
            assertThat(numbers.next()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void afterARestartNoneComesAgain() {
        int last = 0;
        for (int i = 0; i < 3; i++) {
            last = Integer.parseInt(numbers.next());
        }
        store.close();
        open();

        assertThat(Integer.parseInt(numbers.next())).isGreaterThan(last);
    }

    @Test
    void manyAtOnceGetEachTheirOwn() throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            calls.add(numbers::next);
        }
        List<String> got = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> number : callers.invokeAll(calls)) {
                got.add(number.get());
            }
        }

        assertThat(got).doesNotHaveDuplicates().hasSize(3_000);
    }

    @Test
    void afterTheLastOfThirtyOneBitsThereIsNone() {
        store.service()
                .writer()
                .write(work -> work.execute(
                        work.prepare("update station_transaction_number set reserved = " + (Integer.MAX_VALUE - 2L))));

        assertThat(List.of(numbers.next(), numbers.next())).containsExactly("2147483646", "2147483647");
        assertThatIllegalStateException().isThrownBy(numbers::next);
    }
}
