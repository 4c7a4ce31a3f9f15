"""A proposed scheme appraised: is it allowed, whom does it favour, is it robust, what would it make people do, what is nearest?"""
