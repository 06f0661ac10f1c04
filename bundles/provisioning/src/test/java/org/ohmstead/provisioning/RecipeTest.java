package org.ohmstead.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ohmstead.api.model.Hardware;

class RecipeTest {

    private static Recipe recipe(String name, String vendor, String model, String firmware) {
        return new Recipe(name, vendor, model, firmware, Map.of("a", "1"), Map.of());
    }

    private static Hardware hardware(String vendor, String model, String firmware) {
        return new Hardware(
                vendor,
                model,
                Optional.empty(),
                Optional.of(firmware),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"'',x", "ABB,abb", "A*,ABB", "*B,ABB", "A*B,AxxB", "*,''", "A*b*c,aXbYc"})
    void aPatternFits(String pattern, String vendor) {
        assertThat(recipe("r", pattern, "", "").matches(hardware(vendor, "m", "1")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ABB,AB", "ABB,ABBB", "A*,BA", "*B,BA", "A*A,A", "ABB,''", "A.B,AxB"})
    void aPatternDoesNotFit(String pattern, String vendor) {
        assertThat(recipe("r", pattern, "", "").matches(hardware(vendor, "m", "1")))
                .isFalse();
    }

    @Test
    void theMostPreciseCountsFirst() {
        Recipe all = recipe("a", "", "", "");
        Recipe vendor = recipe("b", "ABB", "", "");
        Recipe model = recipe("c", "ABB", "Terra*", "");
        Recipe firmware = recipe("d", "ABB", "Terra*", "1.8*");

        assertThat(Stream.of(all, vendor, firmware, model).sorted(Recipe.MOST_PRECISE))
                .containsExactly(firmware, model, vendor, all);
    }

    @Test
    void pairsAreReadAndBlanksLeftOut() {
        assertThat(Recipe.pairs(" a = 1 ;b=x=y;; c= "))
                .containsExactly(entry("a", "1"), entry("b", "x=y"), entry("c", ""));
        assertThat(Recipe.parts(" A, B,,A ")).isEqualTo(List.of("A", "B"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", " =1", "a=1;b"})
    void whatIsNoPairIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.pairs(text))
                .withMessageContaining("name=value");
    }

    /** The file is checked by the patterns before a recipe is made of it. */
    @ParameterizedTest
    @CsvSource({"a,false", "=1,false", "==,false", "a=,true", "a=1,true", "a b=x=y,true"})
    void whatTheCheckOfTheFileLetsThroughIsAPair(String entry, boolean pair) {
        assertThat(entry.matches(Recipe.PAIR)).isEqualTo(pair);
        assertThatCode(() -> Recipe.pairs(entry))
                .matches(thrown -> (thrown == null) == pair, "agrees with the pattern");
    }

    @ParameterizedTest
    @CsvSource({"'A=x,y',true", "A=x,true", "'A=,x',true", "A=,false", "'A= , ',false", "'x,y',false"})
    void aListHasANameAndAPart(String entry, boolean list) {
        assertThat(entry.matches(Recipe.LIST)).isEqualTo(list);
    }

    @Test
    void anotherFirmwareOrAnotherWishIsAnotherFingerprint() {
        Recipe recipe = recipe("r", "", "", "");
        String fingerprint = recipe.fingerprint(hardware("A", "B", "1"));

        assertThat(recipe.fingerprint(hardware("A", "B", "2"))).isNotEqualTo(fingerprint);
        assertThat(new Recipe("r", "", "", "", Map.of("a", "2"), Map.of()).fingerprint(hardware("A", "B", "1")))
                .isNotEqualTo(fingerprint);
        assertThat(recipe("s", "A", "", "").fingerprint(hardware("A", "B", "1")))
                .isEqualTo(fingerprint);
    }
}
