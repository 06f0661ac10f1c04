/** Whether what lies in the store fits together. */
package org.ohmstead.store.check;
