package org.ohmstead.provisioning.store;

/** The twin keeps the port's promises. */
class InMemoryProvisioningStoreTest extends ProvisioningStoreContract {

    @Override
    protected ProvisioningStore newStore() {
        return new InMemoryProvisioningStore();
    }
}
