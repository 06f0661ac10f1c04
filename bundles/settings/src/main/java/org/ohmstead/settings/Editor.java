package org.ohmstead.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ohmstead.api.csms.Settings;
import org.ohmstead.api.csms.SettingsCheck.Problem;
import org.ohmstead.settings.SettingsService.Seen;

/** The files of {@code config/} for people who do not edit them by hand. Every change is a change of a file, like one by hand. */
final class Editor implements Settings {

    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final SettingsService settings;
    private final UnaryOperator<String> options;

    /** @param options those given when the server was started, by name; null for none */
    Editor(SettingsService settings, UnaryOperator<String> options) {
        this.settings = settings;
        this.options = options;
    }

    @Override
    public List<Component> components() {
        List<String> names = settings.names();
        return settings.descriptions().values().stream()
                .sorted(Comparator.comparing(Description::pid))
                .map(description -> description.component(
                        ids(description, names).map(id -> file(description, id)).toList()))
                .toList();
    }

    private static Stream<String> ids(Description description, List<String> names) {
        return description.many()
                ? names.stream()
                        .filter(name -> name.startsWith(description.pid() + "~"))
                        .map(name -> name.substring(0, name.length() - CfgFile.SUFFIX.length()))
                : Stream.of(description.pid());
    }

    @Override
    public Optional<Component> component(String id) {
        return description(id).map(description -> description.component(List.of(file(description, id))));
    }

    /** Only of a name that is a file of ours: it leads nowhere else. */
    private Optional<Description> description(String id) {
        int tilde = id.indexOf('~');
        String pid = tilde < 0 ? id : id.substring(0, tilde);
        return Optional.ofNullable(settings.descriptions().get(pid))
                .filter(known -> known.many() == tilde >= 0)
                .filter(known ->
                        tilde < 0 || INSTANCE.matcher(id.substring(tilde + 1)).matches());
    }

    private File file(Description description, String id) {
        try {
            Seen seen = settings.see(id + CfgFile.SUFFIX);
            Map<String, String> written = seen.text().map(Editor::values).orElse(Map.of());
            return new File(
                    id,
                    seen.version(),
                    description.attributes().values().stream()
                            .map(attribute -> value(attribute, written, seen.active()))
                            .toList(),
                    settings.problems(id + CfgFile.SUFFIX));
        } catch (IOException e) {
            return new File(id, "", List.of(), List.of(wrong(id, e.getMessage())));
        }
    }

    private static Problem wrong(String id, String message) {
        return new Problem(id + CfgFile.SUFFIX, 0, "", message, false);
    }

    private static Map<String, String> values(CfgText text) {
        Map<String, String> values = new TreeMap<>();
        text.entries().forEach(entry -> values.put(entry.key(), entry.value()));
        return values;
    }

    private Value value(Attribute attribute, Map<String, String> written, Map<String, String> active) {
        Optional<String> told = Optional.ofNullable(written.get(attribute.key()))
                .map(it -> shown(attribute, presetOfOption(Reference.whole(it)).orElse(it)));
        String inForce = active.get(attribute.key());
        if (inForce == null) {
            return new Value(attribute.key(), attribute.preset(), Source.DEFAULT, told);
        }
        Optional<Reference> reference = Reference.whole(inForce);
        Optional<String> option = reference.filter(Reference::isOption).map(it -> options.apply(it.name()));
        return new Value(
                attribute.key(),
                shown(attribute, option.or(() -> presetOfOption(reference)).orElse(inForce)),
                reference.map(it -> source(it, option.isPresent())).orElse(Source.FILE),
                told);
    }

    private static Optional<String> presetOfOption(Optional<Reference> reference) {
        return reference.filter(Reference::isOption).flatMap(Reference::preset);
    }

    private static Source source(Reference reference, boolean given) {
        if (reference.isSecret()) {
            return Source.SECRET;
        }
        if (reference.isOption()) {
            return given ? Source.OPTION : Source.FILE;
        }
        return Source.ENVIRONMENT;
    }

    private static String shown(Attribute attribute, String value) {
        return attribute.isSecret() && CfgText.isInTheClear(value) ? MASK : value;
    }

    @Override
    public Result change(String who, String id, String version, Map<String, Optional<String>> changes) {
        Optional<Description> description = description(id);
        if (description.isEmpty()) {
            return new Result.Unknown();
        }
        Map<String, Attribute> known = description.get().attributes();
        if (!known.keySet().containsAll(changes.keySet())) {
            return new Result.Refused(changes.keySet().stream()
                    .sorted()
                    .flatMap(key -> complaint(known.get(key), changes.get(key)).stream()
                            .map(message -> new Problem(id + CfgFile.SUFFIX, 0, key, message, false)))
                    .toList());
        }
        try {
            CfgText before = settings.see(id + CfgFile.SUFFIX).text().orElse(CfgText.parse(""));
            CfgText after = before;
            for (Attribute attribute : known.values()) {
                Optional<String> wanted = changes.get(attribute.key());
                if (wanted != null) {
                    after = changed(after, attribute, wanted);
                }
            }
            return write(who, id, version, before, after, Action.CHANGED);
        } catch (IOException e) {
            return new Result.Refused(List.of(wrong(id, e.getMessage())));
        }
    }

    /** @param attribute null where there is none of that key */
    private static Optional<String> complaint(Attribute attribute, Optional<String> wanted) {
        return attribute == null ? Optional.of("is not known") : wanted.flatMap(attribute::complaint);
    }

    /** An option that wins over the file goes on to win. */
    private static CfgText changed(CfgText text, Attribute attribute, Optional<String> wanted) throws IOException {
        String key = attribute.key();
        Optional<Reference> option = Optional.ofNullable(values(text).get(key))
                .flatMap(Reference::whole)
                .filter(Reference::isOption);
        Optional<String> behindOption = option.filter(
                        it -> wanted.filter(Reference::isIn).isEmpty())
                .flatMap(it -> it.withPreset(wanted.orElse(attribute.preset())));
        if (behindOption.isPresent()) {
            return text.with(key, behindOption.get());
        }
        return wanted.isPresent() ? text.with(key, wanted.get()) : text.without(key);
    }

    private Result write(String who, String id, String version, CfgText before, CfgText after, Action action) {
        Optional<Result> refusal = before.toString().equals(after.toString())
                ? settings.conflict(id + CfgFile.SUFFIX, version)
                : settings.write(id + CfgFile.SUFFIX, version, after, who, action);
        return refusal.orElseGet(() -> changed(id, before, after));
    }

    private Result changed(String id, CfgText before, CfgText after) {
        Description description = description(id).orElseThrow();
        Map<String, String> old = values(before);
        Map<String, String> fresh = values(after);
        return new Result.Changed(
                description.component(List.of(file(description, id))),
                lines(description, old, fresh),
                lines(description, fresh, old));
    }

    /** The keys that differ from the other ones, without secrets. */
    private static String lines(Description description, Map<String, String> some, Map<String, String> other) {
        List<String> lines = new ArrayList<>();
        some.forEach((key, value) -> {
            if (!Objects.equals(value, other.get(key))) {
                boolean hidden = Description.isSecret(description, key) && CfgText.isInTheClear(value);
                lines.add(key + " = " + (hidden ? MASK : value));
            }
        });
        return String.join("\n", lines);
    }

    @Override
    public Result remove(String who, String id, String version) {
        if (description(id).isEmpty()) {
            return new Result.Unknown();
        }
        try {
            CfgText nothing = CfgText.parse("");
            CfgText before = settings.see(id + CfgFile.SUFFIX).text().orElse(nothing);
            return settings.erase(id + CfgFile.SUFFIX, version, who).orElseGet(() -> changed(id, before, nothing));
        } catch (IOException e) {
            return new Result.Refused(List.of(wrong(id, e.getMessage())));
        }
    }

    @Override
    public Result undo(String who, String id, String version, long number) {
        try {
            Optional<Description> description = description(id);
            Optional<History.Past> past = settings.past(id + CfgFile.SUFFIX).stream()
                    .filter(it -> it.number() == number)
                    .findFirst();
            if (description.isEmpty() || past.isEmpty()) {
                return new Result.Unknown();
            }
            if (past.get().action() == Action.REMOVED) {
                return remove(who, id, version);
            }
            CfgText before = settings.see(id + CfgFile.SUFFIX).text().orElse(CfgText.parse(""));
            CfgText after = CfgText.parse(past.get().text());
            for (CfgText.Entry entry : after.entries()) {
                if (entry.value().equals(MASK) && Description.isSecret(description.get(), entry.key())) {
                    String secret = values(before).get(entry.key());
                    if (secret == null) {
                        return new Result.Refused(List.of(notKept(id, entry)));
                    }
                    after = after.with(entry.key(), secret);
                }
            }
            return write(who, id, version, before, after, Action.UNDONE);
        } catch (IOException e) {
            return new Result.Refused(List.of(wrong(id, e.getMessage())));
        }
    }

    private static Problem notKept(String id, CfgText.Entry entry) {
        return new Problem(
                id + CfgFile.SUFFIX,
                entry.line(),
                entry.key(),
                "was a secret written in the clear, which is not kept; set it first, then bring the rest back",
                false);
    }

    @Override
    public List<Change> history(String id) {
        if (description(id).isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        List<String> before = List.of();
        try {
            for (History.Past past : settings.past(id + CfgFile.SUFFIX)) {
                List<String> after =
                        past.text().isEmpty() ? List.of() : past.text().lines().toList();
                changes.addFirst(
                        new Change(past.number(), past.at(), past.who(), past.action(), Comparison.of(before, after)));
                before = after;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changes;
    }
}
