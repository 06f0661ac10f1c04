package org.ohmstead.provisioning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ohmstead.api.control.SettingsControl;
import org.ohmstead.api.control.SettingsControl.Setting;
import org.ohmstead.api.csms.Provisioning.Item;
import org.ohmstead.api.csms.Provisioning.Phase;
import org.ohmstead.api.csms.Provisioning.Standing;
import org.ohmstead.api.model.Outcome;

/**
 * One conversation with one station: reads what it has, changes what differs and it is not known to refuse, reads back. Used
 * by one thread; blocks until the station answered.
 */
final class Configuring {

    /** Behind the name of a list: how many parts it can have (OCPP 1.6 §5.3). Read-only, and not told by many. */
    private static final String MAX_LENGTH = "MaxLength";

    private final SettingsControl control;
    private final Recipe recipe;
    private final Notes notes;
    /** By name without regard to case (OCPP 1.6 §7.29): a station answers as it spells it. */
    private final SortedMap<String, Setting> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final Map<String, Item> items = new LinkedHashMap<>();
    private int most = Integer.MAX_VALUE;

    Configuring(SettingsControl control, Recipe recipe, Notes notes) {
        this.control = control;
        this.recipe = recipe;
        this.notes = notes;
    }

    /** What is known of the model, and who wants to know what happens. */
    interface Notes {

        /** The word with which the model refused a part of a setting; the part is empty for the whole. */
        Optional<String> refusal(String name, String part);

        void refused(String name, String part, String word);

        /** Called before a setting is changed, because the station may never answer. */
        void changing(String name, Set<String> addedParts);
    }

    record Result(Phase phase, List<Item> items) {}

    Result run() {
        try {
            most = control.mostNames();
            Stream<String> lists = recipe.lists().keySet().stream().flatMap(name -> Stream.of(name, name + MAX_LENGTH));
            if (!read(Stream.concat(recipe.settings().keySet().stream(), lists)
                    .distinct()
                    .toList())) {
                return new Result(Phase.NOT_TOLD, List.of());
            }
            recipe.settings().forEach(this::single);
            recipe.lists().forEach(this::list);
            readBack();
        } catch (Interrupted e) {
            return new Result(Phase.INTERRUPTED, List.copyOf(items.values()));
        }
        boolean reboot = items.values().stream().anyMatch(item -> item.standing() == Standing.REBOOT_REQUIRED);
        return new Result(reboot ? Phase.AWAITING_REBOOT : Phase.CONFIGURED, List.copyOf(items.values()));
    }

    /** In parts of the size the station can answer; false if it does not tell its settings. */
    private boolean read(List<String> names) {
        for (int from = 0; from < names.size(); from += page(names.size())) {
            List<String> page = names.subList(from, Math.min(names.size(), from + page(names.size())));
            SettingsControl.Report report = control.read(page);
            if (!heard(report.outcome()).accepted()) {
                return false;
            }
            report.settings().forEach(setting -> told.put(setting.name(), setting));
        }
        return true;
    }

    private int page(int size) {
        return Math.max(1, Math.min(most, size));
    }

    private void single(String name, String wanted) {
        if (notToBeChanged(name, wanted)) {
            return;
        }
        if (same(told.get(name).value(), wanted)) {
            note(name, wanted, Standing.RIGHT, Optional.empty());
            return;
        }
        Outcome outcome = change(name, wanted, Set.of());
        if (refused(outcome)) {
            notes.refused(name, "", word(outcome));
        }
        note(name, wanted, standing(outcome), outcome.word());
    }

    /**
     * Without what the model refused, and no longer than the station says it can be, from which nothing is learnt. Where it
     * refuses the whole, its parts are tried one by one to learn which.
     */
    private void list(String name, List<String> parts) {
        String wanted = String.join(",", parts);
        if (notToBeChanged(name, wanted)) {
            return;
        }
        List<String> before = Recipe.parts(told.get(name).value());
        List<String> known = parts.stream()
                .filter(part -> notes.refusal(name, part)
                        .map(word ->
                                word.equals(Refusals.RESTARTS) && before.contains(part)) // it does not restart over it
                        .orElse(true))
                .toList();
        int longest = longest(name);
        Optional<String> cut = Optional.of("takes at most " + longest).filter(word -> known.size() > longest);
        List<String> taken = known.subList(0, Math.min(longest, known.size()));
        boolean partial = taken.size() < parts.size();
        if (taken.isEmpty() || Set.copyOf(taken).equals(Set.copyOf(before))) {
            note(name, wanted, partial ? Standing.REFUSED : Standing.RIGHT, cut);
            return;
        }
        Outcome outcome = change(name, taken, before);
        if (!refused(outcome)) {
            boolean left = partial && outcome.accepted();
            note(
                    name,
                    wanted,
                    left ? Standing.REFUSED : standing(outcome),
                    left ? cut.or(outcome::word) : outcome.word());
            return;
        }
        oneByOne(name, taken, before);
        note(name, wanted, Standing.REFUSED, outcome.word());
    }

    private int longest(String list) {
        return Optional.ofNullable(told.get(list + MAX_LENGTH))
                .map(Setting::value)
                .map(String::strip)
                .filter(value -> value.matches("[1-9][0-9]{0,8}"))
                .map(Integer::parseInt)
                .orElse(Integer.MAX_VALUE);
    }

    private void oneByOne(String name, List<String> parts, List<String> before) {
        List<String> kept =
                new ArrayList<>(before.stream().filter(parts::contains).toList());
        List<String> suspects =
                parts.stream().filter(part -> !kept.contains(part)).toList();
        boolean settled = kept.size() == before.size();
        for (String suspect : suspects) {
            List<String> trial = new ArrayList<>(kept);
            trial.add(suspect);
            Outcome outcome = trial.size() == parts.size()
                    ? Outcome.of(Outcome.Kind.REJECTED, "Rejected") // that was the first try
                    : change(name, trial, before);
            if (refused(outcome)) {
                notes.refused(name, suspect, word(outcome));
            } else if (accepted(outcome)) {
                kept.add(suspect);
                settled = true;
            }
        }
        if (!settled && !kept.isEmpty()) {
            change(name, kept, before);
        }
    }

    private boolean notToBeChanged(String name, String wanted) {
        Optional<String> refusal = notes.refusal(name, "");
        if (control.isPassword(name)) {
            // A secret of many stations is none, and this one is not to be seen.
            note(name, "", Standing.REFUSED, Optional.of("a password of its own is given by people"));
        } else if (refusal.isPresent()) {
            note(name, wanted, Standing.REFUSED, refusal);
        } else if (!told.containsKey(name)) {
            note(name, wanted, Standing.UNKNOWN_TO_STATION, Optional.empty());
        } else if (told.get(name).readOnly() && !same(told.get(name).value(), wanted)) {
            note(name, wanted, Standing.REFUSED, Optional.of("read-only"));
        }
        return items.containsKey(name);
    }

    private Outcome change(String name, List<String> parts, List<String> before) {
        Set<String> added = new HashSet<>(parts);
        before.forEach(added::remove);
        return change(name, String.join(",", parts), added);
    }

    private Outcome change(String name, String value, Set<String> added) {
        notes.changing(name, added);
        return heard(control.change(told.get(name).name(), value));
    }

    /** Accepted is not yet taken: some stations accept and keep what they had, or leave parts out. */
    private void readBack() {
        List<String> changed = items.values().stream()
                .filter(item -> item.standing() == Standing.CHANGED)
                .map(Item::name)
                .toList();
        Map<String, Setting> before = new TreeMap<>(told);
        if (changed.isEmpty() || !read(changed)) {
            return;
        }
        for (String name : changed) {
            Item item = items.get(name);
            List<String> parts = recipe.lists().getOrDefault(name, List.of());
            List<String> now = Recipe.parts(told.get(name).value());
            List<String> missing =
                    parts.stream().filter(part -> !now.contains(part)).toList();
            boolean taken = parts.isEmpty() ? same(told.get(name).value(), item.wanted()) : missing.isEmpty();
            if (!taken) {
                missing.forEach(part -> notes.refused(name, part, "left out"));
                items.put(
                        name,
                        new Item(
                                name,
                                item.wanted(),
                                Optional.of(before.get(name).value()),
                                Standing.NOT_TAKEN,
                                Optional.of(told.get(name).value())));
            }
        }
    }

    private void note(String name, String wanted, Standing standing, Optional<String> word) {
        Optional<String> before = Optional.ofNullable(told.get(name)).map(Setting::value);
        items.put(name, new Item(name, wanted, before, standing, word));
    }

    /** @throws Interrupted if the station said nothing */
    private static Outcome heard(Outcome outcome) {
        return switch (outcome.kind()) {
            case OFFLINE, NOT_SENT, UNKNOWN -> throw new Interrupted();
            default -> outcome;
        };
    }

    private static boolean accepted(Outcome outcome) {
        return outcome.accepted() || outcome.kind() == Outcome.Kind.REBOOT_REQUIRED;
    }

    private static boolean refused(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.REJECTED || outcome.kind() == Outcome.Kind.NOT_SUPPORTED;
    }

    private static Standing standing(Outcome outcome) {
        return switch (outcome.kind()) {
            case ACCEPTED -> Standing.CHANGED;
            case REBOOT_REQUIRED -> Standing.REBOOT_REQUIRED;
            case REJECTED, NOT_SUPPORTED -> Standing.REFUSED;
            default -> Standing.FAILED;
        };
    }

    private static String word(Outcome outcome) {
        return outcome.word().orElse(outcome.kind().name());
    }

    private static boolean same(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }

    /** The station went or does not answer; what was not asked yet waits for its next boot. */
    private static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("The station did not answer", null, false, false);
        }
    }
}
