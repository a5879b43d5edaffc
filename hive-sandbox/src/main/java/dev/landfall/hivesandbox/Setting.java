package dev.landfall.hivesandbox;

/**
 * One line of the sandbox's Hive configuration.
 *
 * @param name the property
 * @param value its value
 * @param why what happens without it
 */
record Setting(String name, String value, String why) {}
