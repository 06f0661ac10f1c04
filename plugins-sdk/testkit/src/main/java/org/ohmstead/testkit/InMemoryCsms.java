package org.ohmstead.testkit;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ohmstead.api.authorization.AuthorizationSource;
import org.ohmstead.api.csms.Authorizer;
import org.ohmstead.api.csms.ChargingPolicies;
import org.ohmstead.api.csms.HealthCheck;
import org.ohmstead.api.csms.Provisioning;
import org.ohmstead.api.csms.Reviews;
import org.ohmstead.api.csms.StationAdmission;
import org.ohmstead.api.csms.StationClocks;
import org.ohmstead.api.csms.StationRegister;
import org.ohmstead.api.csms.StationRegister.NewStation;
import org.ohmstead.api.csms.StationReports;
import org.ohmstead.api.csms.Stations;
import org.ohmstead.api.csms.Tokens;
import org.ohmstead.api.csms.TransactionHistory;
import org.ohmstead.api.csms.TransactionHistory.Query;
import org.ohmstead.api.csms.Transactions;
import org.ohmstead.api.model.IdToken;
import org.ohmstead.api.model.Scope;
import org.ohmstead.api.model.SiteId;
import org.ohmstead.api.model.StationId;
import org.ohmstead.api.model.Token;
import org.ohmstead.authorization.AuthorizationService;
import org.ohmstead.authorization.TokenSettings;
import org.ohmstead.authorization.store.InMemoryPolicyStore;
import org.ohmstead.authorization.store.InMemoryTokenStore;
import org.ohmstead.provisioning.ProvisioningHealth;
import org.ohmstead.provisioning.ProvisioningService;
import org.ohmstead.provisioning.RecipeFile;
import org.ohmstead.provisioning.Resync;
import org.ohmstead.provisioning.store.InMemoryProvisioningStore;
import org.ohmstead.stations.ClocksService;
import org.ohmstead.stations.StationsService;
import org.ohmstead.stations.StationsSettings;
import org.ohmstead.stations.Topologies;
import org.ohmstead.stations.TopologyFile;
import org.ohmstead.stations.store.InMemoryStationStore;
import org.ohmstead.transactions.ShippedSettings;
import org.ohmstead.transactions.TransactionsService;
import org.ohmstead.transactions.store.InMemoryRemoteStartStore;
import org.ohmstead.transactions.store.InMemoryTransactionStore;

/**
 * The deciding part of the server over memory instead of a database: the real services, a journal and a clock that stands still.
 * For tests that talk to the server as a dialect or driver does.
 *
 * <pre>{@code
 * var csms = new InMemoryCsms().withStation("CP-1").withToken("04A1B2C3");
 * csms.transactions().started(...);
 * assertThat(csms.journal().facts(Facts.TransactionStarted.class)).hasSize(1);
 * }</pre>
 */
public final class InMemoryCsms {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryStationStore stationStore = new InMemoryStationStore(journal);
    private final InMemoryTokenStore tokenStore = new InMemoryTokenStore(journal);
    private final InMemoryPolicyStore policyStore = new InMemoryPolicyStore(stationStore::siteOf);
    private final InMemoryTransactionStore transactionStore =
            new InMemoryTransactionStore(stationStore::siteOf, journal);
    private final InMemoryRemoteStartStore remoteStartStore =
            new InMemoryRemoteStartStore(stationStore::siteOf, journal);
    private ClocksService clocks;
    private TokenSettings tokenSettings = TokenSettings.SHIPPED;
    private AuthorizationService authorization;
    private TransactionsService transactions;
    private StationsService stations;
    private ProvisioningService provisioning;
    private final InMemoryProvisioningStore provisioningStore = new InMemoryProvisioningStore();
    private final Topologies topologies = new Topologies();
    private final List<RecipeFile> recipes = new ArrayList<>();
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    public InMemoryCsms() {
        restart();
    }

    /** Begins anew from what was stored, as after a crash: connections and everything else in memory are gone. */
    public void restart() {
        clocks = new ClocksService(stationStore);
        authorization = new AuthorizationService(tokenStore, policyStore, tokenSettings, clock, BUDGET);
        transactions = new TransactionsService(
                transactionStore,
                transactionStore.reviews(),
                remoteStartStore,
                authorization,
                clocks,
                new ShippedSettings(),
                clock);
        stations = new StationsService(
                stationStore,
                transactions,
                authorization,
                station -> transactions.count(Query.all(Scope.ALL).at(station).thatAreOpen()) > 0,
                clocks,
                topologies,
                new StationSettings(),
                clock);
        provisioning = new ProvisioningService(
                provisioningStore,
                station -> stations.control(station),
                new ProvisioningLimits(),
                clock,
                (after, work) -> later.add(work));
        recipes.forEach(provisioning::addRecipe);
        stations.setProvisioning(provisioning);
    }

    /**
     * Wants settings of all stations of a vendor.
     *
     * @param settings as {@code name=value;name=value}
     * @param lists as {@code name=part,part;...}
     */
    public InMemoryCsms withSettings(String vendor, String settings, String lists) {
        recipes.add(
                new RecipeFile(new Recipe(vendor, settings, lists), Map.of("service.pid", "provisioning~" + vendor)));
        provisioning.addRecipe(recipes.getLast());
        return this;
    }

    /**
     * Lets connectors of a vendor's stations share EVSEs, from their next boot on.
     *
     * @param evses as {@code 1,2; 3,4}
     */
    public InMemoryCsms withTopology(String vendor, String evses) {
        topologies.addFile(new TopologyFile(new Grouping(vendor, evses), Map.of("service.pid", vendor + evses)));
        return this;
    }

    /** Does what was put off until an answer had left. */
    public void doWhatWaits() {
        for (Runnable work = later.poll(); work != null; work = later.poll()) {
            work.run();
        }
    }

    public Provisioning provisioning() {
        return provisioning;
    }

    /** Asks stations that came without booting; its {@code look} does what the server does each second. To be closed. */
    public Resync resync(Resync.Settings settings) {
        return new Resync(journal, stations, provisioning, settings, clock, Runnable::run);
    }

    /** Whether stations are in trouble with their settings. */
    public HealthCheck provisioningHealth() {
        return new ProvisioningHealth(provisioning);
    }

    /** Registers a station that may work here, with a password nobody needs to know. */
    public InMemoryCsms withStation(String id) {
        stations.register(List.of(new NewStation(new StationId(id), SiteId.DEFAULT, "", Optional.empty())));
        return this;
    }

    /** Puts a token that may charge. */
    public InMemoryCsms withToken(String value) {
        return withToken(new Token(IdToken.of(value), "", false, Optional.empty(), Optional.empty()));
    }

    public InMemoryCsms withToken(Token token) {
        authorization.put(List.of(token));
        return this;
    }

    /** Decides about tokens by other settings than those shipped; what is in memory stays. */
    public InMemoryCsms withTokenSettings(TokenSettings settings) {
        tokenSettings = settings;
        authorization.modified(settings);
        return this;
    }

    /** Asks a plugin about tokens nobody here knows. */
    public InMemoryCsms withSource(AuthorizationSource source) {
        authorization.addSource(source, Map.of());
        return this;
    }

    /** Opens a connection of a registered station that goes nowhere. */
    public StationAdmission.Connection connect(String station, FakeLink link) {
        return stations.connected(new StationId(station), link);
    }

    /** Now, for every service; moves only when told. */
    public SettableClock clock() {
        return clock;
    }

    public InMemoryJournal journal() {
        return journal;
    }

    /** What lies below the transactions, for looking at what was kept. */
    public InMemoryTransactionStore transactionStore() {
        return transactionStore;
    }

    public StationAdmission admission() {
        return stations;
    }

    public StationReports reports() {
        return stations;
    }

    public Stations stations() {
        return stations;
    }

    public StationClocks clocks() {
        return clocks;
    }

    public StationRegister register() {
        return stations;
    }

    public Authorizer authorizer() {
        return authorization;
    }

    public Tokens tokens() {
        return authorization;
    }

    public ChargingPolicies policies() {
        return authorization;
    }

    public Transactions transactions() {
        return transactions;
    }

    public TransactionHistory history() {
        return transactions;
    }

    public Reviews reviews() {
        return transactions;
    }

    /** Decides what only time decides about transactions, such as that a stop is lost; the server does so now and then. */
    public void looksAtTheTime() {
        transactions.look();
    }

    /** As shipped. */
    private record StationSettings() implements StationsSettings {

        @Override
        public int heartbeatSeconds() {
            return 300;
        }

        @Override
        public int retrySeconds() {
            return 60;
        }

        @Override
        public boolean acceptUnknown() {
            return false;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return StationsSettings.class;
        }
    }

    /** As shipped. */
    private record ProvisioningLimits() implements ProvisioningService.Limits {

        @Override
        public int longestHeldSeconds() {
            return 300;
        }

        @Override
        public int restarts() {
            return 3;
        }

        @Override
        public int withinMinutes() {
            return 10;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ProvisioningService.Limits.class;
        }
    }

    /** As an operator writes it. */
    private record Grouping(String vendor, String evses) implements TopologyFile.Settings {

        @Override
        public String model() {
            return "";
        }

        @Override
        public String stations() {
            return "";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return TopologyFile.Settings.class;
        }
    }

    /** As an operator writes it. */
    private record Recipe(String vendor, String settings, String lists) implements RecipeFile.Settings {

        @Override
        public String model() {
            return "";
        }

        @Override
        public String firmware() {
            return "";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return RecipeFile.Settings.class;
        }
    }
}
