package org.ohmstead.api.control;

import java.util.Optional;
import org.ohmstead.api.model.Outcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Messages only the vendor understands. Blocks until the station answered; its data comes back in the outcome. */
@ConsumerType
public interface DataTransferControl {

    /**
     * @param vendorId at most 255 characters
     * @param messageId at most 50 characters
     */
    Outcome transfer(String vendorId, Optional<String> messageId, Optional<String> data);
}
