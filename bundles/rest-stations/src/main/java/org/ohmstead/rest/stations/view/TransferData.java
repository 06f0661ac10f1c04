package org.ohmstead.rest.stations.view;

import java.util.Optional;

/** A message only the vendor understands. */
public record TransferData(String vendorId, Optional<String> messageId, Optional<String> data) {}
