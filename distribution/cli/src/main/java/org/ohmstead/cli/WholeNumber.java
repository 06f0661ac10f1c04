package org.ohmstead.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number within bounds, or a sentence that names them. */
abstract sealed class WholeNumber implements ITypeConverter<Integer> {

    private final int least;

    private WholeNumber(int least) {
        this.least = least;
    }

    @Override
    public Integer convert(String typed) {
        try {
            int number = Integer.parseInt(typed);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence.
        }
        throw new TypeConversionException(
                "needs a whole number from " + least + " to " + Integer.MAX_VALUE + ", not \"" + typed + "\".");
    }

    static final class FromZero extends WholeNumber {
        FromZero() {
            super(0);
        }
    }

    static final class FromOne extends WholeNumber {
        FromOne() {
            super(1);
        }
    }
}
