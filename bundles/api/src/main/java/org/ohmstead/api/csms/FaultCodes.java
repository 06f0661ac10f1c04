package org.ohmstead.api.csms;

import java.util.List;
import java.util.Optional;
import org.ohmstead.api.model.FaultCode;
import org.ohmstead.api.model.Hardware;
import org.ohmstead.api.model.StatusReport;
import org.osgi.annotation.versioning.ProviderType;

/** The dictionary of error codes: those of the standards, and those of vendors as far as files tell them. From memory; thread-safe. */
@ProviderType
public interface FaultCodes {

    /**
     * What the codes of a report mean, the vendor's own first. Codes nobody knows are left out.
     *
     * @param hardware what the station is made of; decides whose codes count
     */
    List<FaultCode> explain(Optional<Hardware> hardware, StatusReport report);
}
