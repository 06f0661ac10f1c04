package org.ohmstead.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.ocpp.OcppSession;
import org.ohmstead.ocpp.rpc.Frame;
import org.ohmstead.ocpp16.Dialect16;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the text of a frame to the text of its answer, without socket, domain and store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {

    private static final int MAX_DEPTH = 32;

    private static final String METER_VALUES = """
            [2,"19223201-8b7c-4d0e-9f2a-000000004711","MeterValues",{"connectorId":1,"transactionId":4711,"meterValue":[{\
            "timestamp":"2026-11-22T10:00:00.000Z","sampledValue":[\
            {"value":"4600.5","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","unit":"Wh"},\
            {"value":"11012.0","context":"Sample.Periodic","measurand":"Power.Active.Import","unit":"W"},\
            {"value":"16.01","context":"Sample.Periodic","measurand":"Current.Import","phase":"L1","unit":"A"},\
            {"value":"15.98","context":"Sample.Periodic","measurand":"Current.Import","phase":"L2","unit":"A"},\
            {"value":"15.99","context":"Sample.Periodic","measurand":"Current.Import","phase":"L3","unit":"A"},\
            {"value":"229.8","context":"Sample.Periodic","measurand":"Voltage","phase":"L1-N","unit":"V"},\
            {"value":"230.1","context":"Sample.Periodic","measurand":"Voltage","phase":"L2-N","unit":"V"},\
            {"value":"57","context":"Sample.Periodic","measurand":"SoC","unit":"Percent"}]}]}]""";

    private static final String START = """
            [2,"19223201-8b7c-4d0e-9f2a-000000004712","StartTransaction",{"connectorId":1,"idTag":"04A1B2C3",\
            "meterStart":1000,"timestamp":"2026-11-22T10:00:00.000Z"}]""";

    private final OcppSession session = new Dialect16(
                    NothingKept.REPORTS, NothingKept.AUTHORIZER, NothingKept.TRANSACTIONS)
            .open(new StationId("CP-1"), (action, payload) -> null);

    @Benchmark
    public Frame envelope() {
        return Frame.parse(METER_VALUES, MAX_DEPTH);
    }

    @Benchmark
    public String meterValues() {
        return answered(METER_VALUES);
    }

    @Benchmark
    public String startTransaction() {
        return answered(START);
    }

    private String answered(String text) {
        Frame.Call call = (Frame.Call) Frame.parse(text, MAX_DEPTH);
        return new Frame.Result(call.id(), session.answer(call.action(), call.payload())).text();
    }
}
