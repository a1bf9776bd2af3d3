"""What posecoach reads from rendered patients, against what is true of them."""
